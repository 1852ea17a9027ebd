package io.washa.payments;

import io.washa.tenancy.Settings;
import java.util.List;

/**
 * Where callbacks may come from. The addresses are those that Safaricom's support hands round; its
 * portal names none, and they change (facts §9), so that the list is the tenant's to edit and does
 * not stand in for any other check.
 */
public record SourceRules(Mode mode, List<String> addresses) {
  /** What happens to a callback from anywhere else. */
  public enum Mode {
    /** Nothing. */
    OFF,
    /** It is taken in, and staff are told. */
    ALERT,
    /** It is kept, and gives nothing until staff let it through. */
    ENFORCE
  }

  /** The list as it goes round, to alert only. */
  public static final Settings.Choice<SourceRules> CHOICE =
      new Settings.Choice<>(
          "payments.sources",
          SourceRules.class,
          new SourceRules(
              Mode.ALERT,
              List.of(
                  "196.201.214.200",
                  "196.201.214.206",
                  "196.201.214.207",
                  "196.201.214.208",
                  "196.201.213.114",
                  "196.201.213.44",
                  "196.201.212.127",
                  "196.201.212.138",
                  "196.201.212.129",
                  "196.201.212.136",
                  "196.201.212.74",
                  "196.201.212.69",
                  "196.201.212.128",
                  "196.201.212.132")));

  /** Copies the addresses. */
  public SourceRules {
    addresses = List.copyOf(addresses);
  }

  boolean lists(String address) {
    return addresses.contains(address);
  }
}
