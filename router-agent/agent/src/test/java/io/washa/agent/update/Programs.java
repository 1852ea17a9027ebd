package io.washa.agent.update;

import java.time.Duration;

/** Releases that behave well and badly, for the launcher to start. */
final class Programs {
  private Programs() {}

  /** One that reaches its hub. */
  static final class Works {
    private Works() {}

    @SuppressWarnings("SystemOut") // The test reads it.
    public static void main(String[] args) {
      System.out.println("I am " + Renewal.version());
      Renewal.Setting.fromProperties()
          .ifPresent(setting -> new Renewal(setting, () -> {}).welcomed());
    }
  }

  /** One that starts and never gets anywhere. */
  static final class Hangs {
    private Hangs() {}

    public static void main(String[] args) throws InterruptedException {
      Thread.sleep(Duration.ofMinutes(5));
    }
  }

  /** One that does not even start. */
  static final class FallsOver {
    private FallsOver() {}

    public static void main(String[] args) {
      System.exit(1);
    }
  }
}
