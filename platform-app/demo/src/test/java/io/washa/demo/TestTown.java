package io.washa.demo;

import io.washa.servers.Servers;

/** A small town: the databases and two listeners, run as a demo in a JVM of its own. */
final class TestTown implements Town {

  public static void main(String[] arguments) {
    System.exit(Demo.run(new TestTown(), arguments));
  }

  @Override
  public void start(Steps steps, Home home, Ports ports) {
    steps.together(
        new Step(
            "databases",
            () ->
                Servers.durable(
                    home.servers(), ports.servers().postgres(), ports.servers().redis())));
    steps.together(
        new Step(
            "one", () -> Child.start(Listener.program("one", ports.platform()), home, System.out)),
        new Step("two", () -> Child.start(Listener.program("two", ports.hub()), home, System.out)));
  }

  @Override
  public String guide(Home home, Ports ports) {
    return "guide";
  }
}
