package dev.spanprofiles.stack.query.tempo;

import dev.spanprofiles.stack.model.AttributeValue;
import dev.spanprofiles.stack.storage.Expression;
import dev.spanprofiles.stack.storage.SpanFilter;
import dev.spanprofiles.stack.storage.SpanFilter.Field;
import dev.spanprofiles.stack.storage.Stage;
import io.opentelemetry.proto.common.v1.AnyValue;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * What Tempo calls a value by which a spanset was made: {@code by(name)}, {@code count()}.
 *
 * @param of what was grouped by or summed up; empty for what was counted
 */
record StageLabel(String name, Optional<Expression> of) {

  /** In the order of {@link dev.spanprofiles.stack.storage.MatchedSpans#said}. */
  static List<StageLabel> of(SpanFilter filter) {
    Labels labels = new Labels();
    if (filter instanceof SpanFilter.Piped piped) {
      piped.stages().forEach(stage -> stage.accept(labels));
    }
    return labels.labels;
  }

  AnyValue shown(AttributeValue value) {
    AttributeValue number =
        value instanceof AttributeValue.Real real && isDuration()
            ? new AttributeValue.Int((long) real.value())
            : value;
    return of.isPresent() && of.get() instanceof Field field
        ? SpanValues.shown(field, number)
        : AnyValues.of(number);
  }

  private boolean isDuration() {
    return of.isPresent() && of.get() instanceof Field field && SpanValues.isDuration(field);
  }

  private static final class Labels implements Stage.Visitor<List<StageLabel>> {

    private final List<StageLabel> labels = new ArrayList<>();

    @Override
    public List<StageLabel> keep(Stage.Keep keep) {
      return labels;
    }

    @Override
    public List<StageLabel> groupBy(Stage.GroupBy groupBy) {
      Expression value = groupBy.value();
      labels.add(new StageLabel("by(" + ExpressionText.of(value) + ")", Optional.of(value)));
      return labels;
    }

    @Override
    public List<StageLabel> coalesce(Stage.Coalesce coalesce) {
      labels.clear();
      return labels;
    }

    @Override
    public List<StageLabel> having(Stage.Having having) {
      Stage.Function function = having.function();
      Optional<Expression> of =
          function == Stage.Function.COUNT ? Optional.empty() : Optional.of(having.value());
      labels.add(
          new StageLabel(
              function.name().toLowerCase(Locale.ROOT)
                  + "("
                  + of.map(ExpressionText::of).orElse("")
                  + ")",
              of));
      return labels;
    }
  }
}
