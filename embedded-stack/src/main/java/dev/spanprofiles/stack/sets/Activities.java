package dev.spanprofiles.stack.sets;

import dev.spanprofiles.stack.model.SampleThread.State;
import dev.spanprofiles.stack.model.StackTrace;
import dev.spanprofiles.stack.storage.SpanTimes.WallSample;
import java.util.EnumMap;
import java.util.IdentityHashMap;
import java.util.Map;

/** The activities of many samples: each stack is read once. By identity, as samples share them. */
final class Activities {

  private final Map<State, Map<StackTrace, ThreadActivity>> known = new EnumMap<>(State.class);

  ThreadActivity of(WallSample sample) {
    return known
        .computeIfAbsent(sample.state(), state -> new IdentityHashMap<>())
        .computeIfAbsent(sample.stackTrace(), stack -> ThreadActivity.of(stack, sample.state()));
  }
}
