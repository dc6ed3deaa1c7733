package dev.spanprofiles.demo.look;

import dev.spanprofiles.demo.stack.EnvFile;
import dev.spanprofiles.demo.stack.Health;
import dev.spanprofiles.demo.stack.Home;
import dev.spanprofiles.demo.stack.Ports;
import dev.spanprofiles.demo.stack.Stack;
import java.io.PrintStream;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.ParentCommand;

/** Prints every address with what it shows, of the stack that runs; of both if none does. */
@Command(
    name = "links",
    mixinStandardHelpOptions = true,
    description = {
      "Prints every address with what it shows: of the stack that runs, or of both if none does.",
      "Ports are read from .env and from variables such as GRAFANA_PORT."
    })
public final class Links implements Callable<Integer> {

  @ParentCommand private @Nullable Home demo;

  @Override
  public Integer call() throws InterruptedException {
    Ports embedded = Ports.of(System.getenv());
    Path home = demo == null ? Path.of(".") : demo.home();
    Ports containers = Ports.of(EnvFile.read(home, System.getenv()));
    print(embedded, containers, System.out);
    return 0;
  }

  static void print(Ports embedded, Ports containers, PrintStream out) throws InterruptedException {
    if (Stack.isEmbedded(embedded)) {
      out.println("The embedded stack of make demo runs:");
      out.print(LinkList.embedded(embedded));
    } else if (Health.of(Stack.CONTAINERS.parts(), containers).anyReady()) {
      out.println("The stack of containers of make up runs:");
      out.print(LinkList.containers(containers));
    } else {
      out.println("Nothing runs now. With make up, containers:");
      out.print(LinkList.containers(containers));
      out.println();
      out.println("With make demo, without Docker:");
      out.print(LinkList.embedded(embedded));
    }
  }
}
