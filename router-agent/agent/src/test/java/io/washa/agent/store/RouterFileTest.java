package io.washa.agent.store;

import static org.assertj.core.api.Assertions.assertThat;

import io.washa.protocol.ApplyDesired.Access;
import io.washa.protocol.ApplyDesired.Profile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RouterFileTest {
  private static final List<Profile> PROFILES = List.of(new Profile("p", "1M/1M"));
  @TempDir Path folder;
  private final UUID router = UUID.randomUUID();

  @Test
  void tenThousandRowsAndADeltaComeBack() throws IOException {
    List<Access> rows = new ArrayList<>();
    for (int i = 0; i < 10_000; i++) {
      rows.add(row("user" + i));
    }
    try (AgentFolder open = AgentFolder.open(folder)) {
      RouterFile file = open.router(router);
      file.storeDesired(Change.desired(true, 3, 7, PROFILES, rows));
      file.storeDesired(Change.desired(false, 3, 8, PROFILES, List.of(row("new"))));
      file.storeKick(Set.of("gone"));
    }
    try (AgentFolder open = AgentFolder.open(folder)) {
      RouterState state = open.router(router).state();
      assertThat(state.rows()).hasSize(10_001);
      assertThat(state.rows().get(rows.get(9_999).access())).isEqualTo(rows.get(9_999));
      assertThat(state.epoch()).isEqualTo(3);
      assertThat(state.generation()).isEqualTo(8);
      assertThat(state.kicks()).containsExactly("gone");
    }
  }

  @Test
  void methodsOfRowsThatAreGoneAreRemembered() throws IOException {
    Access user = new Access(UUID.randomUUID(), 1, "hotspot", "h", "pw", "p", true, null, false);
    try (AgentFolder open = AgentFolder.open(folder)) {
      RouterFile file = open.router(router);
      file.storeDesired(Change.desired(true, 1, 1, PROFILES, List.of(row("one"))));
      assertThat(file.state().methods()).containsExactly("pppoe");
      file.storeDesired(Change.desired(false, 1, 2, PROFILES, List.of(user)));
      file.storeDesired(Change.desired(true, 1, 3, PROFILES, List.of(row("one"))));
    }
    try (AgentFolder open = AgentFolder.open(folder)) {
      RouterFile file = open.router(router);
      assertThat(file.state().rows()).hasSize(1);
      assertThat(file.state().methods()).containsExactlyInAnyOrder("pppoe", "hotspot");
    }
  }

  @Test
  void aTornTailLeavesTheStateBeforeIt() throws IOException {
    Path path = storeTwoGenerations();
    byte[] bytes = Files.readAllBytes(path);
    Files.write(path, Arrays.copyOf(bytes, bytes.length - 3));
    try (AgentFolder open = AgentFolder.open(folder)) {
      RouterFile file = open.router(router);
      assertThat(file.state().generation()).isEqualTo(1);
      file.storeDesired(Change.desired(false, 1, 2, PROFILES, List.of(row("again"))));
    }
    try (AgentFolder open = AgentFolder.open(folder)) {
      assertThat(open.router(router).state().rows()).hasSize(2);
    }
  }

  @Test
  void aDamagedFileCountsAsEmpty() throws IOException {
    Path path = storeTwoGenerations();
    byte[] bytes = Files.readAllBytes(path);
    bytes[40] ^= 1;
    Files.write(path, bytes);
    try (AgentFolder open = AgentFolder.open(folder)) {
      assertThat(open.router(router).state().generation()).isZero();
      assertThat(open.router(router).state().rows()).isEmpty();
    }
  }

  private Path storeTwoGenerations() throws IOException {
    try (AgentFolder open = AgentFolder.open(folder)) {
      RouterFile file = open.router(router);
      file.storeDesired(Change.desired(true, 1, 1, PROFILES, List.of(row("one"))));
      file.storeDesired(Change.desired(false, 1, 2, PROFILES, List.of(row("two"))));
    }
    return folder.resolve("router-" + router);
  }

  private static Access row(String name) {
    return new Access(UUID.randomUUID(), 1, "pppoe", name, "pw", "p", true, null, false);
  }
}
