package io.washa.bench;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;

/** What lives on another JVM's heap, by the histogram that {@code jcmd} has it make. */
final class Heap {
  private Heap() {}

  /** Bytes of all objects that can be reached; makes the JVM collect its garbage first. */
  static long liveBytes(Process jvm) throws InterruptedException {
    // What a closed connection leaves is let go of in two steps, by cleaners.
    String unused = histogram(jvm);
    Thread.sleep(500);
    return total(unused.isEmpty() ? unused : histogram(jvm));
  }

  /** Reads the line {@code Total instances bytes}. */
  static long total(String histogram) {
    return histogram
        .lines()
        .filter(line -> line.startsWith("Total"))
        .map(line -> line.trim().split(" +", -1)[2])
        .mapToLong(Long::parseLong)
        .findFirst()
        .orElseThrow(() -> new IllegalStateException("jcmd said: " + histogram));
  }

  private static String histogram(Process jvm) throws InterruptedException {
    try {
      Process jcmd =
          new ProcessBuilder(
                  Path.of(System.getProperty("java.home"), "bin", "jcmd").toString(),
                  Long.toString(jvm.pid()),
                  "GC.class_histogram")
              .redirectErrorStream(true)
              .start();
      String said = new String(jcmd.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
      if (!jcmd.waitFor(30, TimeUnit.SECONDS)) {
        jcmd.destroyForcibly();
      }
      return said;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
