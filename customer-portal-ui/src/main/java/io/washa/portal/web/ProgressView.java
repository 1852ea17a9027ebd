package io.washa.portal.web;

import io.washa.portal.PayPoint;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What the page of a payment shows. All text: two looks with nothing new are equal on every pod.
 *
 * @param stage word of the {@link Stage}
 * @param title how it stands, in a few words
 * @param text what that means and what to do now
 * @param detail what the router or a fault said; null if nothing
 * @param until until when the service is paid; null while unknown
 * @param pollSeconds after which to look again; 0 for never
 * @param again whether the person may be prompted again
 * @param manual how to pay by oneself; null if there is no number or no need
 */
record ProgressView(
    String stage,
    String title,
    String text,
    @Nullable String detail,
    List<StepView> steps,
    @Nullable String receipt,
    @Nullable String until,
    int pollSeconds,
    boolean again,
    @Nullable Manual manual) {

  /** Copies the steps. */
  ProgressView {
    steps = List.copyOf(steps);
  }

  /**
   * One of the four steps.
   *
   * @param state {@code done}, {@code now}, {@code failed} or {@code todo}
   * @param spoken the state for those who hear the page
   */
  record StepView(String name, String state, String spoken) {}

  /**
   * How to pay by oneself.
   *
   * @param account typed at a PayBill; a till asks for none
   * @param amount as it is typed into the phone
   * @param open whether it stands open
   */
  record Manual(PayPoint point, String account, String amount, boolean open) {}

  /** Changes whenever anything that is shown changes. */
  String mark() {
    return Integer.toHexString(hashCode());
  }
}
