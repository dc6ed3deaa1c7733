package dev.spanprofiles.stack.traceql;

import dev.spanprofiles.stack.model.AttributeValue;
import dev.spanprofiles.stack.storage.Expression.Constant;
import dev.spanprofiles.stack.storage.SpanFilter;
import dev.spanprofiles.stack.storage.SpanFilter.Field;
import dev.spanprofiles.stack.storage.Stage;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Reads a whole query by recursive descent, after Tempo's grammar {@code expr.y}. What stands
 * between braces is read by {@link ExpressionParser}, and what follows on a pipeline that makes
 * numbers by {@link MetricsParser}.
 */
final class QueryParser {

  private static final Map<String, Stage.Function> AGGREGATES =
      Map.of(
          "count", Stage.Function.COUNT,
          "avg", Stage.Function.AVG,
          "min", Stage.Function.MIN,
          "max", Stage.Function.MAX,
          "sum", Stage.Function.SUM);

  private static final Set<String> STAGES = Set.of("by", "coalesce", "select");

  private final Tokens tokens;
  private final ExpressionParser expressions;
  private final MetricsParser metrics;
  private final NodeOperations operations;
  private final Constants constants;
  private final Set<Field> selected = new HashSet<>();
  private Optional<Integer> exemplars = Optional.empty();

  QueryParser(String query) throws TraceQlException {
    this.tokens = new Tokens(query);
    this.expressions = new ExpressionParser(tokens);
    this.operations = new NodeOperations(tokens);
    this.constants = new Constants(tokens);
    this.metrics = new MetricsParser(tokens, expressions, operations, this::parseNumber);
  }

  /** What makes numbers of the spans is left out. */
  TraceQl parseSpans() throws TraceQlException {
    Node root = parseRoot();
    if (root instanceof Node.Spans spans) {
      return new TraceQl(spans.filter(), expressions.fields(), Set.copyOf(selected));
    }
    Optional<SpanFilter> filter = metrics.onlyFilter();
    if (filter.isEmpty()) {
      throw tokens.error(root.at(), "spans are searched by one pipeline, not by several");
    }
    return new TraceQl(filter.get(), expressions.fields(), Set.copyOf(selected));
  }

  MetricsQuery parseMetrics() throws TraceQlException {
    Node root = parseRoot();
    if (root instanceof Node.Metrics numbers) {
      return new MetricsQuery(numbers.expression(), expressions.fields(), exemplars);
    }
    throw tokens.error(root.at(), "not a metrics query: it ends without one as | rate()");
  }

  Field parseField() throws TraceQlException {
    Field field = expressions.parseField();
    tokens.expect(TokenType.END);
    return field;
  }

  private Node parseRoot() throws TraceQlException {
    Node root = parsePipeline();
    if (tokens.peek().isWord("with")) {
      parseHints();
    }
    tokens.expect(TokenType.END);
    if (root instanceof Node.Spans || root instanceof Node.Metrics) {
      return root;
    }
    throw notSpans(root);
  }

  private TraceQlException notSpans(Node node) {
    return tokens.error(
        node.at(),
        node instanceof Node.Aggregate
            ? "an aggregate has to be compared with a number, as in count() > 2"
            : "syntax error: unexpected " + node.at().describe() + ", expecting {");
  }

  /**
   * But for {@code exemplars}, hints are for Tempo's way of searching; what {@code most_recent}
   * asks for is always done.
   */
  private void parseHints() throws TraceQlException {
    tokens.next();
    tokens.expect(TokenType.OPEN_PARENTHESIS);
    do {
      Token name = tokens.peek();
      tokens.expect(TokenType.WORD);
      tokens.expect(TokenType.EQUAL);
      Operand value = constants.read(tokens.next(), "");
      if (name.isWord("exemplars") && exemplars.isEmpty()) {
        exemplars = exemplars(value);
      }
    } while (tokens.skip(TokenType.COMMA));
    tokens.expect(TokenType.CLOSE_PARENTHESIS);
  }

  /** {@code true} says no more than that nothing was said. */
  private static Optional<Integer> exemplars(Operand hint) {
    if (hint.expression() instanceof Constant constant) {
      if (constant.value() instanceof AttributeValue.Int number) {
        return Optional.of((int) Math.min(number.value(), Integer.MAX_VALUE));
      }
      if (constant.value().equals(new AttributeValue.Bool(false))) {
        return Optional.of(0);
      }
    }
    return Optional.empty();
  }

  private Node parsePipeline() throws TraceQlException {
    Token start = tokens.peek();
    List<Stage> stages = new ArrayList<>();
    if (isStage(start)) {
      if (start.isWord("coalesce")) {
        throw tokens.error(start, "a pipeline cannot start with coalesce()");
      }
      parseStage(stages);
    } else {
      Node first = parseExpression(1);
      if (first instanceof Node.Metrics numbers) {
        return metrics.parseSecondStages(numbers);
      }
      boolean alone = !tokens.peek().is(TokenType.PIPE);
      if (alone && !(first instanceof Node.Having)) {
        return first;
      }
      add(first, stages);
    }
    while (tokens.skip(TokenType.PIPE)) {
      Token token = tokens.peek();
      tokens.countStage(token);
      if (metrics.isFunction(token)) {
        return metrics.parse(start, filter(stages));
      }
      if (isStage(token)) {
        parseStage(stages);
      } else {
        add(parseExpression(1), stages);
      }
    }
    return new Node.Spans(start, filter(stages));
  }

  private static SpanFilter filter(List<Stage> stages) {
    if (stages.isEmpty()) {
      return SpanFilter.ALL;
    }
    return stages.size() == 1 && stages.get(0) instanceof Stage.Keep keep
        ? keep.filter()
        : new SpanFilter.Piped(List.copyOf(stages));
  }

  private void add(Node node, List<Stage> stages) throws TraceQlException {
    if (node instanceof Node.Spans spans) {
      stages.add(new Stage.Keep(spans.filter()));
    } else if (node instanceof Node.Having having) {
      stages.add(having.stage());
    } else {
      throw notSpans(node);
    }
  }

  private static boolean isStage(Token token) {
    return token.is(TokenType.WORD) && STAGES.contains(token.text());
  }

  /** {@code select()} adds to what is shown of the spans, and makes no difference else. */
  private void parseStage(List<Stage> stages) throws TraceQlException {
    Token name = tokens.next();
    tokens.expect(TokenType.OPEN_PARENTHESIS);
    switch (name.text()) {
      case "by" -> {
        Operand key = expressions.parse();
        if (!key.ofSpan()) {
          throw tokens.error(
              key.at(), "grouping field expressions must reference the span: " + key.at().text());
        }
        stages.add(new Stage.GroupBy(key.expression()));
      }
      case "coalesce" -> stages.add(new Stage.Coalesce());
      default -> {
        do {
          selected.add(expressions.parseField());
        } while (tokens.skip(TokenType.COMMA));
      }
    }
    tokens.expect(TokenType.CLOSE_PARENTHESIS);
  }

  private Node parseExpression(int precedence) throws TraceQlException {
    Node left = parseOperand();
    while (true) {
      Token token = tokens.peek();
      Optional<BinaryOperator> operator =
          BinaryOperator.find(
              left instanceof Node.Spans ? BinaryOperator.OF_SPANSETS : BinaryOperator.OF_VALUES,
              token);
      if (operator.isEmpty() || operator.get().precedence() < precedence) {
        return left;
      }
      tokens.next();
      tokens.countCondition();
      left =
          operations.combine(
              left, token, operator.get(), parseExpression(operator.get().precedence() + 1));
    }
  }

  private Node parseOperand() throws TraceQlException {
    Token token = tokens.peek();
    return switch (token.type()) {
      case OPEN_BRACE -> new Node.Spans(token, expressions.parseBraces());
      case OPEN_PARENTHESIS -> {
        tokens.enter(tokens.next());
        Node inner = parsePipeline();
        tokens.expect(TokenType.CLOSE_PARENTHESIS);
        tokens.leave();
        yield inner;
      }
      case MINUS -> {
        tokens.enter(tokens.next());
        Node number = parseOperand();
        tokens.leave();
        yield negative(token, number);
      }
      case INTEGER, FLOAT, DURATION -> number(tokens.next(), "");
      case WORD -> parseAggregate();
      default -> throw tokens.unexpected(token, "{");
    };
  }

  private Node number(Token token, String sign) throws TraceQlException {
    return new Node.Number(token, constants.number(token, sign), token.is(TokenType.DURATION));
  }

  private Node negative(Token minus, Node node) throws TraceQlException {
    if (!(node instanceof Node.Number number)) {
      throw tokens.error(minus, "a minus stands before a number here");
    }
    AttributeValue value =
        number.value() instanceof AttributeValue.Int whole
            ? new AttributeValue.Int(-whole.value())
            : new AttributeValue.Real(-number.asDouble());
    return new Node.Number(minus, value, number.duration());
  }

  private Node.Number parseNumber() throws TraceQlException {
    Token at = tokens.peek();
    if (parseExpression(BinaryOperator.SIGN) instanceof Node.Number number) {
      return number;
    }
    throw tokens.unexpected(at, "a number");
  }

  private Node parseAggregate() throws TraceQlException {
    Token name = tokens.next();
    Stage.Function function = AGGREGATES.get(name.text());
    if (function == null) {
      throw tokens.unexpected(name, "{");
    }
    tokens.expect(TokenType.OPEN_PARENTHESIS);
    Operand of =
        function == Stage.Function.COUNT
            ? Operand.constant(name, Type.NUMBER, new Constant(new AttributeValue.Int(1)))
            : parseNumberOfSpan(name);
    tokens.expect(TokenType.CLOSE_PARENTHESIS);
    return new Node.Aggregate(name, function, of);
  }

  private Operand parseNumberOfSpan(Token name) throws TraceQlException {
    Operand operand = expressions.parse();
    String what = name.text().toLowerCase(Locale.ROOT) + "(" + operand.at().describe() + ")";
    if (!operand.type().canBe(Type.NUMBER)) {
      throw tokens.error(
          operand.at(), "aggregate field expressions must resolve to a number type: " + what);
    }
    if (!operand.ofSpan()) {
      throw tokens.error(
          operand.at(), "aggregate field expressions must reference the span: " + what);
    }
    return operand;
  }
}
