package dev.spanprofiles.stack.ingest;

import dev.spanprofiles.stack.model.Sample;
import dev.spanprofiles.stack.storage.Store;
import java.lang.reflect.Proxy;
import java.util.ArrayList;
import java.util.List;

/** A store that keeps the samples of each call, and has nothing else. */
public final class KeptSamples {

  private final List<List<Sample>> calls = new ArrayList<>();

  /** As a store. */
  public Store store() {
    return (Store)
        Proxy.newProxyInstance(
            KeptSamples.class.getClassLoader(),
            new Class<?>[] {Store.class},
            (proxy, method, arguments) -> {
              if (!method.getName().equals("addSamples")) {
                throw new UnsupportedOperationException(method.getName());
              }
              @SuppressWarnings("unchecked") // the parameter's type
              List<Sample> samples = (List<Sample>) arguments[0];
              calls.add(List.copyOf(samples));
              return null;
            });
  }

  /** Those of the last call, and forgets them; empty if there was none. */
  public List<Sample> take() {
    List<Sample> last = calls.isEmpty() ? List.of() : calls.get(calls.size() - 1);
    calls.clear();
    return last;
  }
}
