package io.washa.admin.desk;

import com.vaadin.flow.component.html.Span;
import com.vaadin.flow.component.textfield.BigDecimalField;
import java.math.BigDecimal;
import java.util.OptionalLong;

/** Amounts as people type them: shillings, with cents if there are any. */
public final class Amounts {
  private static final BigDecimal MOST = BigDecimal.valueOf(1_000_000);

  private Amounts() {}

  /** A field for an amount. */
  public static BigDecimalField field(String label) {
    BigDecimalField field = new BigDecimalField(label);
    field.setPrefixComponent(new Span("KSh"));
    return field;
  }

  /** What stands in it in minor units; empty for nothing, below 0, or parts of a cent. */
  public static OptionalLong read(BigDecimalField field) {
    BigDecimal typed = field.getValue();
    if (typed == null
        || typed.signum() < 0
        || typed.compareTo(MOST) > 0
        || typed.stripTrailingZeros().scale() > 2) {
      return OptionalLong.empty();
    }
    return OptionalLong.of(typed.movePointRight(2).longValueExact());
  }

  /** Puts minor units into it. */
  public static void show(BigDecimalField field, long minor) {
    field.setValue(
        BigDecimal.valueOf(minor, 2).stripTrailingZeros().setScale(minor % 100 == 0 ? 0 : 2));
  }
}
