package io.washa.billing;

import com.fasterxml.jackson.annotation.JsonCreator;
import io.washa.tenancy.Settings;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What an ISP does with money that is not exactly a price.
 *
 * @param shortPayment what follows when it is too little
 * @param tolerance how much too little still buys all, minor units, and never more than a fifth of
 *     the price; for {@link ShortPayment#TOLERATE}
 * @param renewFromWallet whether a subscription is renewed by itself when the wallet suffices
 * @param order what is paid first; what a prompt was for comes before all in any case
 */
public record AllocationRules(
    ShortPayment shortPayment, long tolerance, boolean renewFromWallet, List<Claim> order) {
  /** What money is wanted for. */
  public enum Claim {
    /** Invoices for nothing but fees: installation, reconnection. */
    FEES,
    /** All other invoices. */
    DEBTS,
    /** The service that was paid for, and others of the same payer. */
    SERVICES
  }

  private static final List<Claim> SERVICES_FIRST =
      List.of(Claim.SERVICES, Claim.FEES, Claim.DEBTS);
  private static final List<Claim> DEBTS_FIRST = List.of(Claim.FEES, Claim.DEBTS, Claim.SERVICES);

  /** Wait for the rest; renew from the wallet; keep people online before old debts. */
  public static final Settings.Choice<AllocationRules> CHOICE =
      new Settings.Choice<>(
          "billing.allocation",
          AllocationRules.class,
          new AllocationRules(ShortPayment.WAIT, 0, true, SERVICES_FIRST));

  /** What follows when a payment and the wallet together are too little. */
  public enum ShortPayment {
    /** The money waits in the wallet for the rest. */
    WAIT,
    /**
     * It buys as many whole days as it is worth, and the rest waits; of plans shorter than a day,
     * so many thousandths.
     */
    PART,
    /** If only little is missing, that is given. */
    TOLERATE
  }

  /** Each claim stands once: what is not named comes last. */
  public AllocationRules {
    List<Claim> all = new ArrayList<>(order);
    all.addAll(SERVICES_FIRST);
    order = all.stream().distinct().toList();
  }

  /** All invoices before the service, or after it. */
  public AllocationRules(
      ShortPayment shortPayment, long tolerance, boolean renewFromWallet, boolean debtsFirst) {
    this(shortPayment, tolerance, renewFromWallet, debtsFirst ? DEBTS_FIRST : SERVICES_FIRST);
  }

  /** Reads what was chosen, also while there was only a yes or no to debts first. */
  @JsonCreator(mode = JsonCreator.Mode.DELEGATING)
  static AllocationRules read(Stored stored) {
    List<Claim> order = stored.order();
    if (order == null) {
      order = Boolean.TRUE.equals(stored.debtsFirst()) ? DEBTS_FIRST : SERVICES_FIRST;
    }
    return new AllocationRules(
        stored.shortPayment(), stored.tolerance(), stored.renewFromWallet(), order);
  }

  /** As it stands in the database, now or formerly. */
  record Stored(
      ShortPayment shortPayment,
      long tolerance,
      boolean renewFromWallet,
      @Nullable List<Claim> order,
      @Nullable Boolean debtsFirst) {}

  /** The order for a payment whose prompt named what it is for. */
  List<Claim> orderFor(boolean prompted) {
    if (!prompted) {
      return order;
    }
    List<Claim> first = new ArrayList<>(List.of(Claim.SERVICES));
    first.addAll(order);
    return first.stream().distinct().toList();
  }
}
