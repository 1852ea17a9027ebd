package io.washa.billing;

import io.washa.audit.Audit;
import io.washa.billing.documents.Party;
import io.washa.billing.documents.Sellers;
import io.washa.billing.documents.Tax;
import io.washa.billing.documents.Taxes;
import io.washa.tenancy.Settings;
import java.util.Map;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;
import tools.jackson.databind.json.JsonMapper;

/** Changes what an ISP has chosen; the audit shows what held before and what holds now. */
@Component
public class RulesDesk {
  private final Settings settings;
  private final Taxes taxes;
  private final Sellers sellers;
  private final Audit audit;
  private final JsonMapper json;

  RulesDesk(Settings settings, Taxes taxes, Sellers sellers, Audit audit, JsonMapper json) {
    this.settings = settings;
    this.taxes = taxes;
    this.sellers = sellers;
    this.audit = audit;
    this.json = json;
  }

  /**
   * Chooses.
   *
   * @return false if that was chosen already: nothing was changed
   */
  @Transactional
  public <T> boolean change(Settings.Choice<T> choice, T chosen, String who) {
    T before = settings.read(choice);
    if (before.equals(chosen)) {
      return false;
    }
    settings.write(choice, chosen, who);
    note(who, choice.name(), json.writeValueAsString(before), json.writeValueAsString(chosen));
    return true;
  }

  /** Sets what a tax is from a day on. */
  @Transactional
  public Taxes.Answer change(Tax tax, String who) {
    Taxes.Answer answer = taxes.set(tax);
    if (answer instanceof Taxes.Answer.Set) {
      note(who, "tax." + tax.code(), "", json.writeValueAsString(tax));
    }
    return answer;
  }

  /**
   * Sets the seller of what is issued from now on.
   *
   * @return false if the name is blank or too long
   */
  @Transactional
  public boolean change(Party seller, String who) {
    Party before = sellers.current();
    boolean done = sellers.set(seller);
    if (done) {
      note(who, "seller", before.toString(), seller.toString());
    }
    return done;
  }

  private void note(String who, String rule, String before, String after) {
    audit.note(
        new Audit.Deed(
            who, "rule.changed", "rule:" + rule, Map.of("before", before, "after", after)));
  }
}
