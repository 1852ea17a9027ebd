package io.washa.agent.store;

import io.washa.protocol.Applied;
import io.washa.protocol.ApplyDesired;
import java.util.Collection;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * One durable step of what is stored for a router; the state is the fold of all its changes.
 *
 * @param reset forget everything before
 * @param epoch of the desired state
 * @param generation held after this change
 * @param profiles profiles to add or replace
 * @param rows rows to add or replace
 * @param kick user names whose live sessions have to go
 * @param kicked user names whose sessions are gone
 * @param results what became of rows
 * @param cut accesses the agent switched off by itself
 * @param methods of rows and profiles held once, and perhaps no more
 */
public record Change(
    boolean reset,
    long epoch,
    long generation,
    @Nullable List<ApplyDesired.Profile> profiles,
    @Nullable List<ApplyDesired.Access> rows,
    @Nullable List<String> kick,
    @Nullable List<String> kicked,
    @Nullable List<Applied.Result> results,
    @Nullable List<UUID> cut,
    @Nullable List<String> methods) {

  /** Desired state that came from the hub. */
  public static Change desired(
      boolean reset,
      long epoch,
      long generation,
      List<ApplyDesired.Profile> profiles,
      List<ApplyDesired.Access> rows) {
    return new Change(reset, epoch, generation, profiles, rows, null, null, null, null, null);
  }

  /** The same desired state with more about it. */
  static Change about(RouterState state) {
    return new Change(
        false, state.epoch(), state.generation(), null, null, null, null, null, null, null);
  }

  Change withKick(List<String> names) {
    return new Change(
        reset,
        epoch,
        generation,
        profiles,
        rows,
        List.copyOf(names),
        kicked,
        results,
        cut,
        methods);
  }

  Change withKicked(List<String> names) {
    return new Change(
        reset, epoch, generation, profiles, rows, kick, List.copyOf(names), results, cut, methods);
  }

  Change withResults(List<Applied.Result> some) {
    return new Change(
        reset, epoch, generation, profiles, rows, kick, kicked, List.copyOf(some), cut, methods);
  }

  Change withCut(List<UUID> accesses) {
    return new Change(
        reset,
        epoch,
        generation,
        profiles,
        rows,
        kick,
        kicked,
        results,
        List.copyOf(accesses),
        methods);
  }

  Change withMethods(Collection<String> some) {
    return new Change(
        reset, epoch, generation, profiles, rows, kick, kicked, results, cut, List.copyOf(some));
  }
}
