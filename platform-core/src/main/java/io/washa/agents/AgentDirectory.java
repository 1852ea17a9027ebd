package io.washa.agents;

import java.util.Optional;
import java.util.UUID;
import org.springframework.stereotype.Component;

/** Which pod holds an agent. */
@Component
class AgentDirectory {
  void register(UUID agent) {}

  void unregister(UUID agent) {}

  Optional<String> podOf(UUID agent) {
    return Optional.empty();
  }
}
