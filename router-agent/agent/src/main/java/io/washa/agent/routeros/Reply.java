package io.washa.agent.routeros;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A complete reply: a router that stopped in the middle gives no reply at all.
 *
 * @param rows in the router's order; without those properties the router left out
 * @param traps every refusal in it; several are possible
 * @param ret value that the end carried, as the id of an added row
 */
public record Reply(List<Map<String, String>> rows, List<Trap> traps, @Nullable String ret) {

  /** The first refusal, if any. */
  public Optional<Trap> refusal() {
    return traps.isEmpty() ? Optional.empty() : Optional.of(traps.get(0));
  }

  /** How many rows, not what is in them. */
  @Override
  public String toString() {
    return "Reply[" + rows.size() + " rows, " + traps + "]";
  }
}
