package io.washa.simulators.routeros;

import java.util.Set;

/** Who gives commands over one connection. Two of them are never the same. */
final class Caller {
  private final String name;
  private final String group;
  private final Set<String> policies;

  /**
   * Somebody who has logged in.
   *
   * @param policies granted to the group
   */
  Caller(String name, String group, Set<String> policies) {
    this.name = name;
    this.group = group;
    this.policies = policies;
  }

  /** Somebody who may do everything. */
  static Caller full(String name) {
    return new Caller(name, "full", Set.of(ValueTypes.allPolicies().split(",", -1)));
  }

  String name() {
    return name;
  }

  String group() {
    return group;
  }

  boolean may(String policy) {
    return policies.contains(policy);
  }

  /** The policy that a command needs (RouterOS manual; grouping of rare commands is ours). */
  static String policyFor(Request request) {
    String command = request.command();
    if (command.equals("/system/reboot") || command.equals("/system/shutdown")) {
      return "reboot";
    }
    if (command.equals("/ping") || command.equals("/tool/ping")) {
      return "test";
    }
    if (command.equals("/export")) {
      return request.has("file") ? "ftp" : "read";
    }
    if (request.menu().equals("/system/backup") || command.equals("/system/reset-configuration")) {
      return "policy";
    }
    boolean reads =
        switch (request.verb()) {
          case "print", "getall", "get", "listen", "monitor-traffic", "read" -> true;
          default -> false;
        };
    if (reads) {
      return "read";
    }
    return request.menu().startsWith(Paths.USERS) ? "policy" : "write";
  }
}
