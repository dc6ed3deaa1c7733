package dev.spanprofiles.demo;

import java.io.PrintStream;
import java.util.concurrent.Callable;
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
final class Links implements Callable<Integer> {

  @ParentCommand private Demo demo = new Demo();

  @Override
  public Integer call() throws InterruptedException {
    Ports embedded = Ports.of(System.getenv());
    Ports containers = Ports.of(EnvFile.read(demo.home(), System.getenv()));
    print(embedded, containers, System.out);
    return 0;
  }

  static void print(Ports embedded, Ports containers, PrintStream out) throws InterruptedException {
    if (Stack.isEmbedded(embedded)) {
      out.println("The embedded stack of make demo runs:");
      out.print(LinkList.embedded(embedded));
    } else if (Stack.hasContainers(containers)) {
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
