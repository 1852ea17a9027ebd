package io.washa.simulators.routeros;

import java.util.List;
import java.util.Map;

/**
 * All a router holds, as it reads back, passwords included.
 *
 * @param tables rows by menu path
 * @param power whether the router is on
 * @param faults at present
 */
public record RouterState(
    Map<String, List<Map<String, String>>> tables, boolean power, Faults faults) {

  /** The rows of a menu, none if there is no such menu. */
  public List<Map<String, String>> rows(String menu) {
    return tables.getOrDefault(menu, List.of());
  }
}
