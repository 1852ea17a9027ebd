package io.washa.agent;

import java.net.URI;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What was asked for on the command line. Options not given come from the environment: {@code
 * WASHA_HUB} and {@code WASHA_DATA}.
 *
 * @param hub null: the one this agent enrolled at
 * @param code for {@link Verb#ENROL}, and for {@link Verb#RUN} before the first enrolment
 */
record CommandLine(Verb verb, @Nullable URI hub, Path data, @Nullable String code) {
  static final String USAGE =
      """
      usage: washa-agent enrol CODE --hub https://HOST [--data FOLDER]
             washa-agent run [--hub https://HOST] [--data FOLDER] [--code CODE]
             washa-agent doctor [--hub https://HOST] [--data FOLDER]\
      """;
  private static final String DATA = "/var/lib/washa-agent/data";
  private static final List<String> OPTIONS = List.of("--hub", "--data", "--code");

  /** What to do. */
  enum Verb {
    ENROL,
    RUN,
    DOCTOR
  }

  /**
   * Understands arguments; without a verb it is {@link Verb#RUN}.
   *
   * @throws IllegalArgumentException with a reason for a person
   */
  static CommandLine parse(String[] args, Map<String, String> environment) {
    List<String> rest = Arrays.asList(args);
    Verb verb = Verb.RUN;
    if (!rest.isEmpty() && !rest.get(0).startsWith("--")) {
      verb = verb(rest.get(0));
      rest = rest.subList(1, rest.size());
    }
    String code = null;
    if (verb == Verb.ENROL && !rest.isEmpty() && !rest.get(0).startsWith("--")) {
      code = rest.get(0);
      rest = rest.subList(1, rest.size());
    }
    Map<String, String> options = options(rest);
    code = options.getOrDefault("--code", code);
    if (verb == Verb.ENROL && code == null) {
      throw new IllegalArgumentException("enrol needs the one-time code");
    }
    String hub = options.getOrDefault("--hub", environment.get("WASHA_HUB"));
    String data = options.getOrDefault("--data", environment.getOrDefault("WASHA_DATA", DATA));
    return new CommandLine(verb, hub == null ? null : hub(hub), Path.of(data), code);
  }

  private static Verb verb(String word) {
    try {
      return Verb.valueOf(word.toUpperCase(Locale.ROOT));
    } catch (IllegalArgumentException e) {
      throw new IllegalArgumentException("do not understand " + word, e);
    }
  }

  private static Map<String, String> options(List<String> words) {
    Map<String, String> options = new HashMap<>();
    for (int i = 0; i < words.size(); i += 2) {
      if (!OPTIONS.contains(words.get(i)) || i + 1 == words.size()) {
        throw new IllegalArgumentException("do not understand " + words.get(i));
      }
      options.put(words.get(i), words.get(i + 1));
    }
    return options;
  }

  private static URI hub(String text) {
    URI uri = URI.create(text);
    if (uri.getHost() == null || !List.of("http", "https").contains(uri.getScheme())) {
      throw new IllegalArgumentException("--hub is no http or https address");
    }
    return uri;
  }
}
