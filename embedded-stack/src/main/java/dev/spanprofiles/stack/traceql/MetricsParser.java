package dev.spanprofiles.stack.traceql;

import dev.spanprofiles.stack.model.AttributeValue;
import dev.spanprofiles.stack.storage.SpanFilter;
import dev.spanprofiles.stack.storage.SpanFilter.Field;
import dev.spanprofiles.stack.traceql.MetricsExpression.Comparison;
import dev.spanprofiles.stack.traceql.MetricsExpression.Function;
import dev.spanprofiles.stack.traceql.MetricsExpression.OverTime;
import dev.spanprofiles.stack.traceql.MetricsExpression.Top;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Reads what makes numbers of the spans of a pipeline, and what is done with the numbers. */
final class MetricsParser {

  private static final int MAX_GROUPING_FIELDS = 5;

  private static final Map<String, Function> FUNCTIONS =
      Map.of(
          "rate", Function.RATE,
          "count_over_time", Function.COUNT_OVER_TIME,
          "min_over_time", Function.MIN_OVER_TIME,
          "max_over_time", Function.MAX_OVER_TIME,
          "avg_over_time", Function.AVG_OVER_TIME,
          "sum_over_time", Function.SUM_OVER_TIME,
          "quantile_over_time", Function.QUANTILE_OVER_TIME,
          "histogram_over_time", Function.HISTOGRAM_OVER_TIME);

  private static final String COMPARE = "compare";

  private final Tokens tokens;
  private final ExpressionParser expressions;
  private final NodeOperations operations;
  private final Numbers numbers;
  private final List<SpanFilter> filters = new ArrayList<>();

  /** Reads a number, which can be calculated. */
  interface Numbers {
    Node.Number parse() throws TraceQlException;
  }

  MetricsParser(
      Tokens tokens, ExpressionParser expressions, NodeOperations operations, Numbers numbers) {
    this.tokens = tokens;
    this.expressions = expressions;
    this.operations = operations;
    this.numbers = numbers;
  }

  /** The spans that all numbers of the query are made of; empty where there are several sets. */
  Optional<SpanFilter> onlyFilter() {
    return filters.size() == 1 ? Optional.of(filters.get(0)) : Optional.empty();
  }

  boolean isFunction(Token token) {
    return token.is(TokenType.WORD)
        && (FUNCTIONS.containsKey(token.text()) || token.text().equals(COMPARE));
  }

  /** From the function on. */
  Node.Metrics parse(Token start, SpanFilter filter) throws TraceQlException {
    filters.add(filter);
    Token name = tokens.next();
    tokens.expect(TokenType.OPEN_PARENTHESIS);
    Function function = FUNCTIONS.get(name.text());
    MetricsExpression expression =
        function == null ? parseComparison(filter) : parseOverTime(filter, function);
    return parseSecondStages(new Node.Metrics(start, expression));
  }

  private MetricsExpression parseOverTime(SpanFilter filter, Function function)
      throws TraceQlException {
    boolean counts = function == Function.RATE || function == Function.COUNT_OVER_TIME;
    Optional<Field> of = counts ? Optional.empty() : Optional.of(expressions.parseField());
    List<Double> quantiles = new ArrayList<>();
    if (function == Function.QUANTILE_OVER_TIME) {
      tokens.expect(TokenType.COMMA);
      do {
        quantiles.add(parseQuantile());
      } while (tokens.skip(TokenType.COMMA));
    }
    tokens.expect(TokenType.CLOSE_PARENTHESIS);
    return new OverTime(filter, function, of, List.copyOf(quantiles), parseGrouping());
  }

  private double parseQuantile() throws TraceQlException {
    Token token = tokens.next();
    if (!token.is(TokenType.INTEGER) && !token.is(TokenType.FLOAT)) {
      throw tokens.unexpected(token, "a number from 0 to 1");
    }
    double quantile = new Constants(tokens).real(token);
    if (quantile > 1) {
      throw tokens.error(token, "quantile must be between 0 and 1: " + token.text());
    }
    return quantile;
  }

  private List<Field> parseGrouping() throws TraceQlException {
    List<Field> by = new ArrayList<>();
    if (tokens.peek().isWord("by")) {
      Token word = tokens.next();
      tokens.expect(TokenType.OPEN_PARENTHESIS);
      do {
        by.add(expressions.parseField());
      } while (tokens.skip(TokenType.COMMA));
      tokens.expect(TokenType.CLOSE_PARENTHESIS);
      if (by.size() > MAX_GROUPING_FIELDS) {
        throw tokens.error(
            word, "numbers are grouped by " + MAX_GROUPING_FIELDS + " fields at most");
      }
    }
    return List.copyOf(by);
  }

  private MetricsExpression parseComparison(SpanFilter filter) throws TraceQlException {
    SpanFilter selection = expressions.parseBraces();
    long top = tokens.skip(TokenType.COMMA) ? parseInteger() : 10;
    long start = 0;
    long end = 0;
    if (tokens.skip(TokenType.COMMA)) {
      start = parseInteger();
      tokens.expect(TokenType.COMMA);
      end = parseInteger();
    }
    Token close = tokens.peek();
    tokens.expect(TokenType.CLOSE_PARENTHESIS);
    if (top <= 0 || start > end) {
      throw tokens.error(
          close, "compare() takes a positive number of values, and a start before its end");
    }
    return new Comparison(filter, selection, (int) Math.min(top, Integer.MAX_VALUE), start, end);
  }

  private long parseInteger() throws TraceQlException {
    Token token = tokens.next();
    if (!token.is(TokenType.INTEGER)) {
      throw tokens.unexpected(token, TokenType.INTEGER.symbol);
    }
    return ((AttributeValue.Int) new Constants(tokens).number(token, "")).value();
  }

  /** {@code | topk(5) > 10}: as many as there are. */
  Node.Metrics parseSecondStages(Node.Metrics first) throws TraceQlException {
    Node.Metrics metrics = first;
    while (true) {
      Token token = tokens.peek();
      Optional<BinaryOperator> operator = BinaryOperator.find(BinaryOperator.OF_VALUES, token);
      if (token.is(TokenType.PIPE)) {
        tokens.next();
        tokens.countStage(token);
        metrics = parseTop(metrics);
      } else if (operator.isPresent()
          && operator.get() instanceof BinaryOperator.Comparison comparison) {
        tokens.next();
        tokens.countStage(token);
        metrics = operations.limited(metrics, token, comparison.operator(), numbers.parse());
      } else {
        return metrics;
      }
    }
  }

  private Node.Metrics parseTop(Node.Metrics metrics) throws TraceQlException {
    Token name = tokens.next();
    if (!name.isWord("topk") && !name.isWord("bottomk")) {
      throw tokens.unexpected(name, "topk or bottomk");
    }
    operations.checkNoComparison(metrics, name);
    tokens.expect(TokenType.OPEN_PARENTHESIS);
    Token number = tokens.peek();
    long count = parseInteger();
    if (count <= 0) {
      throw tokens.error(number, name.text() + " takes a number greater than 0");
    }
    tokens.expect(TokenType.CLOSE_PARENTHESIS);
    return new Node.Metrics(
        metrics.at(),
        new Top(
            metrics.expression(), name.isWord("topk"), (int) Math.min(count, Integer.MAX_VALUE)));
  }
}
