package io.washa.architecture;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import java.lang.reflect.Array;
import java.lang.reflect.Constructor;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.RecordComponent;
import java.lang.reflect.Type;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Records that carry a secret as text, and samples of them whose secrets are easy to find. */
final class SecretRecords {
  /** Stands in every secret of a sample. */
  static final String SECRET = "s3cret-that-no-log-may-show";

  private static final Pattern NAME =
      Pattern.compile("(?i).*(password|passphrase|secret|passkey|privatekey|token|pin|credential)");

  /** Secrets whose names are too common to be told by them. */
  private static final Map<String, Set<String>> OTHERS =
      Map.of(
          "io.washa.protocol.Enrolment$Request", Set.of("code"),
          "io.washa.agent.AgentConfig", Set.of("code"),
          "io.washa.tenancy.CellSetup$Passwords", Set.of("owner", "app", "control"),
          "io.washa.payments.daraja.DarajaTokens$Token", Set.of("text"),
          "io.washa.payments.daraja.Shortcode$Credentials", Set.of("consumerKey"));

  private SecretRecords() {}

  /** All of them in the platform's core, the protocol and the agent. */
  static List<Class<?>> all() {
    return new ClassFileImporter()
            .withImportOption(location -> !location.contains("/test-classes/"))
            .importPackages("io.washa")
            .stream()
            .filter(type -> !type.getPackageName().startsWith("io.washa.simulators"))
            .filter(type -> !type.getPackageName().startsWith("io.washa.servers"))
            .filter(JavaClass::isRecord)
            .<Class<?>>map(JavaClass::reflect)
            .filter(SecretRecords::hasSecret)
            .toList();
  }

  static boolean hasSecret(Class<?> type) {
    return Arrays.stream(type.getRecordComponents()).anyMatch(SecretRecords::isSecret);
  }

  private static boolean isSecret(RecordComponent component) {
    String name = component.getName();
    return component.getType() == String.class
        && (NAME.matcher(name).matches()
            || OTHERS
                .getOrDefault(component.getDeclaringRecord().getName(), Set.of())
                .contains(name));
  }

  /** A record of this type, every secret in it {@link #SECRET}. */
  static Object sample(Class<?> type) {
    RecordComponent[] components = type.getRecordComponents();
    Class<?>[] types = Stream.of(components).map(RecordComponent::getType).toArray(Class<?>[]::new);
    @Nullable Object[] values =
        Stream.of(components)
            .map(part -> isSecret(part) ? SECRET : valueOf(part.getType(), part.getGenericType()))
            .toArray();
    try {
      Constructor<?> constructor = type.getDeclaredConstructor(types);
      constructor.setAccessible(true);
      return constructor.newInstance(values);
    } catch (ReflectiveOperationException e) {
      throw new LinkageError("no sample of " + type.getName(), e);
    }
  }

  private static @Nullable Object valueOf(Class<?> type, Type generic) {
    return switch (type.getName()) {
      case "java.lang.String", "java.lang.CharSequence", "java.lang.Object" -> "1";
      case "boolean", "java.lang.Boolean" -> true;
      case "int", "java.lang.Integer" -> 1;
      case "long", "java.lang.Long" -> 1L;
      case "double", "java.lang.Double" -> 1.0;
      case "java.util.UUID" -> new UUID(1, 1);
      case "java.net.URI" -> URI.create("http://localhost");
      case "java.nio.file.Path" -> Path.of("somewhere");
      case "java.time.Instant" -> Instant.EPOCH;
      case "java.time.Duration" -> Duration.ofSeconds(1);
      case "java.util.Optional" -> Optional.ofNullable(inner(generic));
      case "java.util.List" -> Stream.ofNullable(inner(generic)).toList();
      case "java.util.Set" -> Set.of();
      case "java.util.Map" -> Map.of();
      default -> ofOtherType(type);
    };
  }

  private static @Nullable Object inner(Type generic) {
    Type argument =
        generic instanceof ParameterizedType p ? p.getActualTypeArguments()[0] : Object.class;
    return argument instanceof Class<?> type ? valueOf(type, type) : null;
  }

  private static @Nullable Object ofOtherType(Class<?> type) {
    if (type.isRecord()) {
      return sample(type);
    }
    if (type.isEnum()) {
      return type.getEnumConstants()[0];
    }
    return type.isArray() ? Array.newInstance(type.getComponentType(), 0) : null;
  }
}
