package io.washa.simulators.daraja;

import io.washa.simulators.daraja.Courier.Parcel;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;

/** Sends the messages about one payment the way the faults of its shortcode want it. */
final class Dispatch {
  /** For a notice beside the message itself. */
  static final Duration NOTICE_TIMEOUT = Duration.ofSeconds(5);

  private final Courier courier;

  /** By the setting of the shortcode, which is an object of its own. */
  private final IdentityHashMap<Faults, List<Parcel>> held = new IdentityHashMap<>();

  /** What became of the main message. */
  enum Fate {
    DELIVERED,
    FAILED,
    DROPPED,
    SCHEDULED,
    NOT_REGISTERED;

    String label() {
      return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
  }

  Dispatch(Courier courier) {
    this.courier = courier;
  }

  /**
   * Sends and waits, except for a late message. Drop and late concern the main message only;
   * duplicates concern both, all at the same time and so interleaved.
   *
   * @param copy the C2B confirmation of an STK payment
   */
  Fate send(Faults faults, Parcel main, Optional<Parcel> copy) {
    Duration pause = Duration.ofMillis(faults.millis());
    return switch (faults.callback()) {
      case NONE, BEFORE_RESPONSE -> inOrder(faults, main, copy);
      case DROP -> {
        copy.ifPresent(parcel -> courier.deliver(parcel, faults.retries(), pause));
        yield Fate.DROPPED;
      }
      case LATE -> {
        courier.runAfter(pause, () -> courier.deliver(main, faults.retries(), pause));
        copy.ifPresent(parcel -> courier.deliver(parcel, faults.retries(), pause));
        yield Fate.SCHEDULED;
      }
      case DUPLICATE -> together(faults, main, copy);
      case SHUFFLE -> {
        copy.ifPresent(parcel -> hold(faults, parcel));
        hold(faults, main);
        yield Fate.SCHEDULED;
      }
    };
  }

  /** What is held when the faults change is lost. */
  private void hold(Faults faults, Parcel parcel) {
    List<Parcel> ready = new ArrayList<>();
    synchronized (held) {
      List<Parcel> waiting = held.computeIfAbsent(faults, _ -> new ArrayList<>());
      waiting.add(parcel);
      if (waiting.size() >= faults.times()) {
        for (int i = 0; i < 2; i++) {
          Collections.shuffle(waiting);
          ready.addAll(waiting);
        }
        held.remove(faults);
      }
    }
    if (!ready.isEmpty()) {
      courier.run(() -> ready.forEach(each -> courier.deliver(each, 0, Duration.ZERO)));
    }
  }

  private Fate inOrder(Faults faults, Parcel main, Optional<Parcel> copy) {
    Duration pause = Duration.ofMillis(faults.millis());
    if (faults.copyFirst()) {
      copy.ifPresent(parcel -> courier.deliver(parcel, faults.retries(), pause));
    }
    boolean delivered = courier.deliver(main, faults.retries(), pause);
    if (!faults.copyFirst()) {
      copy.ifPresent(parcel -> courier.deliver(parcel, faults.retries(), pause));
    }
    return delivered ? Fate.DELIVERED : Fate.FAILED;
  }

  private Fate together(Faults faults, Parcel main, Optional<Parcel> copy) {
    List<CompletableFuture<Boolean>> mains = new ArrayList<>();
    List<CompletableFuture<Boolean>> copies = new ArrayList<>();
    for (int i = 0; i < faults.times(); i++) {
      mains.add(once(main));
      copy.ifPresent(parcel -> copies.add(once(parcel)));
    }
    copies.forEach(CompletableFuture::join);
    long delivered = mains.stream().filter(CompletableFuture::join).count();
    return delivered > 0 ? Fate.DELIVERED : Fate.FAILED;
  }

  private CompletableFuture<Boolean> once(Parcel parcel) {
    CompletableFuture<Boolean> delivered = new CompletableFuture<>();
    courier.run(() -> delivered.complete(courier.deliver(parcel, 0, Duration.ZERO)));
    return delivered;
  }
}
