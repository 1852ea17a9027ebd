package io.washa.ledger;

import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * What is to be booked.
 *
 * @param kind with the reference, what makes the entry unique
 * @param reference as {@code payment:<id>}
 * @param valueDate when the money moved, as against when it is booked
 * @param postings balanced
 */
public record Entry(
    String kind, String reference, Instant valueDate, String memo, List<Posting> postings) {

  /** Refuses what does not balance; the database would, too. */
  public Entry {
    postings = List.copyOf(postings);
    if (postings.stream().mapToLong(Posting::amount).sum() != 0) {
      throw new IllegalArgumentException("entry " + kind + " " + reference + " does not balance");
    }
  }

  /**
   * One line.
   *
   * @param owner whose, for {@link Account#WALLETS} and {@link Account#DEPOSITS}, and only then
   * @param amount minor units; a debit is positive, a credit negative
   */
  public record Posting(Account account, @Nullable UUID owner, long amount) {
    /** Refuses what should have an owner and has none, and the reverse. */
    public Posting {
      if (account.owned() != (owner != null)) {
        throw new IllegalArgumentException("only wallets and deposits have owners: " + account);
      }
    }

    /** A posting of a subscriber's: with the owner if the account keeps owners apart. */
    public static Posting of(Account account, UUID subscriber, long amount) {
      return new Posting(account, account.owned() ? subscriber : null, amount);
    }

    /** A debit of an account that has no owner. */
    public static Posting debit(Account account, long amount) {
      return new Posting(account, null, amount);
    }

    /** A credit of an account that has no owner. */
    public static Posting credit(Account account, long amount) {
      return new Posting(account, null, -amount);
    }

    /** Puts money into a wallet. */
    public static Posting creditWallet(UUID owner, long amount) {
      return new Posting(Account.WALLETS, owner, -amount);
    }

    /** Takes money out of a wallet. */
    public static Posting debitWallet(UUID owner, long amount) {
      return new Posting(Account.WALLETS, owner, amount);
    }
  }
}
