package io.washa.admin.subscribers.money;

import static io.washa.admin.desk.Texts.text;

import com.vaadin.flow.component.checkbox.Checkbox;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.textfield.BigDecimalField;
import com.vaadin.flow.component.textfield.TextField;
import io.washa.admin.desk.Amounts;
import io.washa.billing.documents.NewDocument;
import java.math.BigDecimal;
import java.util.Optional;
import java.util.OptionalLong;

/** A line of a document that is being written. */
final class LineFields extends Div {
  private static final long serialVersionUID = 1L;

  private final TextField description = new TextField(text("money.description"));
  private final TextField code = new TextField(text("money.item-code"));
  private final BigDecimalField quantity = new BigDecimalField(text("money.quantity"));
  private final BigDecimalField amount = Amounts.field(text("money.line-amount"));
  private final Checkbox taxed = new Checkbox(text("money.taxed"), true);

  LineFields() {
    addClassNames("fields", "document-line");
    description.setMaxLength(200);
    description.addClassName("line-description");
    amount.addClassName("line-amount");
    code.setMaxLength(40);
    quantity.setValue(BigDecimal.ONE);
    add(description, code, quantity, amount, taxed);
  }

  /** Whether nothing was typed into it. */
  boolean isBlank() {
    return description.isEmpty() && amount.isEmpty();
  }

  /** The line; empty if something of it is missing. */
  Optional<NewDocument.Line> read() {
    OptionalLong minor = Amounts.read(amount);
    BigDecimal pieces = quantity.getValue();
    if (description.getValue().isBlank()
        || minor.isEmpty()
        || minor.getAsLong() == 0
        || pieces == null
        || pieces.signum() <= 0) {
      return Optional.empty();
    }
    NewDocument.Line line =
        NewDocument.Line.of(description.getValue().strip(), minor.getAsLong())
            .coded(code.getValue().strip())
            .times(pieces);
    return Optional.of(taxed.getValue() ? line : line.untaxed());
  }
}
