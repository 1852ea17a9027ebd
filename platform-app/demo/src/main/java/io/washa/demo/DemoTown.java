package io.washa.demo;

import io.washa.servers.Servers;

/** The ISP of the demo, with its servers. */
final class DemoTown implements Town {

  @Override
  public void start(Steps steps, Home home, Ports ports) {
    steps.together(
        new Step(
            "PostgreSQL 18 and Redis",
            () ->
                Servers.durable(
                    home.servers(), ports.servers().postgres(), ports.servers().redis())));
  }

  @Override
  public String guide(Ports ports) {
    return """
      PostgreSQL   jdbc:postgresql://127.0.0.1:%d/postgres   postgres / postgres
      Redis        redis://127.0.0.1:%d
    """
        .formatted(ports.servers().postgres(), ports.servers().redis());
  }
}
