package io.washa.bench;

import io.washa.bench.IspMaker.Isp;
import java.util.List;
import java.util.Locale;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.atomic.AtomicLong;

/** Confirmations as Safaricom posts them, each of another payment (Daraja portal, C2B v2). */
final class Confirmations {
  /** Receipts have ten capitals and digits. */
  private static final long FIRST = Long.parseLong("B000000000", 36);

  private final List<Isp> isps;
  private final AtomicLong next = new AtomicLong(FIRST);

  Confirmations(List<Isp> isps) {
    this.isps = List.copyOf(isps);
  }

  /** A payment of somebody's. */
  record Confirmation(Isp isp, String account, String receipt) {
    String path() {
      return "/c/" + isp.token() + "/p";
    }

    String body() {
      return """
      {"TransactionType":"Pay Bill","TransID":"%s","TransTime":"20261124081500",\
      "TransAmount":"%d.00","BusinessShortCode":"%s","BillRefNumber":"%s",\
      "InvoiceNumber":"","OrgAccountBalance":"49197.00","ThirdPartyTransID":"",\
      "MSISDN":"2547 ***** 126","FirstName":"AMINA"}\
      """
          .formatted(receipt, IspMaker.PRICE, isp.shortcode(), account);
    }
  }

  /** One for each subscriber of an ISP, with receipts that begin with a letter of their own. */
  static Queue<Confirmation> ofEach(Isp isp, String letter) {
    Queue<Confirmation> each = new ConcurrentLinkedQueue<>();
    for (String account : isp.accounts()) {
      each.add(new Confirmation(isp, account, letter + "%09d".formatted(each.size())));
    }
    return each;
  }

  /**
   * What one caller posts: of ten, one is the one before once more, as Safaricom repeats itself.
   */
  final class Told {
    private static final int ONE_OF = 10;
    private Confirmation last = draw();
    private boolean posted;
    private boolean again;

    /** The next; ask {@link #isAgain} whether it is new. */
    Confirmation next() {
      again = ThreadLocalRandom.current().nextInt(ONE_OF) == 0 && posted;
      if (!again) {
        last = draw();
      }
      posted = true;
      return last;
    }

    boolean isAgain() {
      return again;
    }
  }

  Told told() {
    return new Told();
  }

  Confirmation draw() {
    ThreadLocalRandom random = ThreadLocalRandom.current();
    Isp isp = isps.get(random.nextInt(isps.size()));
    return new Confirmation(
        isp,
        isp.accounts().get(random.nextInt(isp.accounts().size())),
        Long.toString(next.getAndIncrement(), 36).toUpperCase(Locale.ROOT));
  }
}
