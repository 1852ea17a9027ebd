package io.washa.simulators.routeros;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import tools.jackson.databind.JsonNode;

/** The menus take what real routers of each version take, according to their machine schemas. */
class MenuSchemaTest {
  private static final JsonNode SCHEMA = Vectors.read("schema-arguments.json").get("menus");
  private static final List<String> VERSIONS =
      List.of("7.9", "7.12.2", "7.15.3", "7.18.2", "7.20.8", "7.22.3", "7.24");

  /** Arguments whose first version the changelogs know better than the schemas' steps. */
  private static final Map<String, String> KNOWN_BETTER = Map.of("otp-secret", "7.21");

  private static Map<String, Menu> menus(String version) {
    SettableClock time = new SettableClock();
    Device device = new Device("S", VersionProfile.of(version), false, time);
    Map<String, Menu> menus = new HashMap<>();
    new MenuReader(device, Context.Live.with(time).computed(device))
        .read()
        .forEach(menu -> menus.put(menu.path(), menu));
    return menus;
  }

  private static Menu menu(Map<String, Menu> menus, String path) {
    return Objects.requireNonNull(menus.get(path), path);
  }

  static Stream<Arguments> menusOfEachVersion() {
    return VERSIONS.stream()
        .flatMap(
            version -> SCHEMA.propertyNames().stream().map(menu -> Arguments.of(version, menu)));
  }

  @ParameterizedTest
  @MethodSource("menusOfEachVersion")
  void aMenuTakesTheArgumentsOfItsVersionAndNoOthers(String version, String path) {
    Menu menu = menu(menus(version), path);
    Set<String> written = new TreeSet<>();
    menu.properties().values().stream()
        .filter(Property::writable)
        .map(Property::name)
        .filter(name -> !KNOWN_BETTER.containsKey(name))
        .forEach(written::add);
    assertThat(written).isEqualTo(arguments(version, path));
  }

  private static Set<String> arguments(String version, String path) {
    JsonNode menu = SCHEMA.get(path);
    Set<String> all = new TreeSet<>();
    for (String command : List.of("add", "set")) {
      Set<String> one = new TreeSet<>();
      menu.get("latest").path(command).forEach(name -> one.add(name.asString()));
      JsonNode diff = menu.get("diffs").path(version).path(command);
      diff.path("missing").forEach(name -> one.remove(name.asString()));
      diff.path("extra").forEach(name -> one.add(name.asString()));
      all.addAll(one);
    }
    all.removeAll(KNOWN_BETTER.keySet());
    return all;
  }

  @Test
  void everyVersionThatThePlatformMeetsHasItsMenus() {
    for (String version : List.of("6.42", "6.49", "7.12", "7.17", "7.18", "7.20", "7.21")) {
      Map<String, Menu> menus = menus(version);
      assertThat(menus).containsKeys("/ppp/secret", "/queue/simple", "/ip/dhcp-server/lease");
      assertThat(menus.containsKey("/system/device-mode")).isEqualTo(version.startsWith("7"));
      assertThat(menu(menus, "/ip/service").properties().containsKey("max-sessions"))
          .isEqualTo(VersionProfile.of(version).atLeast(7, 16));
      assertThat(menu(menus, "/ip/hotspot/user").properties().containsKey("otp-secret"))
          .isEqualTo(version.equals("7.21"));
    }
  }
}
