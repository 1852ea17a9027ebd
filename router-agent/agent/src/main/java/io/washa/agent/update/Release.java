package io.washa.agent.update;

import java.util.Arrays;
import java.util.regex.Pattern;

/**
 * What the hub offers at {@value #PATH}; the jar lies beside it at {@value #JAR_PATH}.
 *
 * @param version as the jar's manifest says it
 * @param signature Ed25519 over the jar, base64
 */
record Release(String version, String signature) {
  static final String PATH = "/agent/release";
  static final String JAR_PATH = "/agent/release/washa-agent.jar";

  private static final Pattern VERSION = Pattern.compile("\\d{1,6}(\\.\\d{1,6}){1,3}");

  /** Whether this is a proper version, later than another; never back, whoever asks for it. */
  boolean isLaterThan(String other) {
    if (!VERSION.matcher(version).matches()) {
      return false;
    }
    if (!VERSION.matcher(other).matches()) {
      return true;
    }
    return Arrays.compare(numbers(version), numbers(other)) > 0;
  }

  private static int[] numbers(String version) {
    return Arrays.stream(version.split("\\.", -1)).mapToInt(Integer::parseInt).toArray();
  }
}
