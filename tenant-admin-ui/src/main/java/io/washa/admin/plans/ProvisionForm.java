package io.washa.admin.plans;

import static io.washa.admin.desk.Texts.text;

import com.vaadin.flow.component.Component;
import com.vaadin.flow.component.checkbox.Checkbox;
import com.vaadin.flow.component.checkbox.CheckboxGroup;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.textfield.IntegerField;
import com.vaadin.flow.component.textfield.TextField;
import io.washa.catalog.Burst;
import io.washa.catalog.Catalog;
import io.washa.catalog.Provision;
import io.washa.network.Sites.Site;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** The fields of what a plan gives. */
final class ProvisionForm extends Div {
  private static final long serialVersionUID = 1L;

  private final IntegerField down = number("plan.down");
  private final IntegerField up = number("plan.up");
  private final IntegerField burstDown = number("plan.burst-down");
  private final IntegerField burstUp = number("plan.burst-up");
  private final IntegerField belowDown = number("plan.below-down");
  private final IntegerField belowUp = number("plan.below-up");
  private final IntegerField seconds = number("plan.burst-seconds");
  private final IntegerField devices = number("plan.devices");
  private final IntegerField minutes = number("plan.minutes");
  private final IntegerField megabytes = number("plan.megabytes");
  private final TextField pool = new TextField(text("plan.pool"));
  private final TextField list = new TextField(text("plan.list"));
  private final Checkbox cookie = new Checkbox(text("plan.cookie"));
  private final CheckboxGroup<Site> places = new CheckboxGroup<>(text("plan.sites"));

  ProvisionForm(boolean hotspot, List<Site> sites) {
    places.setItems(sites);
    places.setItemLabelGenerator(Site::name);
    places.setHelperText(text("plan.sites.about"));
    pool.setMaxLength(60);
    list.setMaxLength(60);
    add(
        row(down, up),
        row(burstDown, burstUp, belowDown, belowUp, seconds),
        row(pool, list, megabytes));
    if (hotspot) {
      add(row(devices, minutes, cookie));
    }
    add(places);
  }

  private static Div row(Component... fields) {
    Div row = new Div(fields);
    row.addClassName("fields");
    return row;
  }

  private static IntegerField number(String key) {
    IntegerField field = new IntegerField(text(key));
    field.setMin(1);
    return field;
  }

  /** Shows what a plan gives. */
  void show(Provision now, List<Site> sites) {
    down.setValue(now.speed().downKbps());
    up.setValue(now.speed().upKbps());
    Burst burst = now.burst();
    if (burst != null) {
      burstDown.setValue(burst.speed().downKbps());
      burstUp.setValue(burst.speed().upKbps());
      belowDown.setValue(burst.below().downKbps());
      belowUp.setValue(burst.below().upKbps());
      seconds.setValue(burst.seconds());
    }
    devices.setValue(now.devices());
    minutes.setValue(now.onlineMinutes());
    Long cap = now.dataCapMb();
    megabytes.setValue(cap == null ? null : Math.toIntExact(cap));
    pool.setValue(now.pool());
    list.setValue(now.addressList());
    cookie.setValue(now.macCookie());
    places.setValue(
        sites.stream().filter(site -> now.sites().contains(site.id())).collect(Collectors.toSet()));
  }

  /**
   * What is chosen now; empty if a field that is needed is not filled, or only some of a burst's.
   */
  Optional<Provision> chosen() {
    Integer wantedDown = down.getValue();
    Integer wantedUp = up.getValue();
    List<IntegerField> burst = List.of(burstDown, burstUp, belowDown, belowUp, seconds);
    long filled = burst.stream().filter(field -> field.getValue() != null).count();
    if (wantedDown == null || wantedUp == null || (filled != 0 && filled != burst.size())) {
      return Optional.empty();
    }
    return Optional.of(
        new Provision(
            new Catalog.Speed(wantedDown, wantedUp),
            devices.getValue() == null ? 1 : devices.getValue(),
            filled == 0 ? null : burst(),
            pool.getValue().strip(),
            list.getValue().strip(),
            minutes.getValue(),
            cap(megabytes.getValue()),
            cookie.getValue(),
            chosenSites()));
  }

  private Burst burst() {
    return new Burst(
        new Catalog.Speed(burstDown.getValue(), burstUp.getValue()),
        new Catalog.Speed(belowDown.getValue(), belowUp.getValue()),
        seconds.getValue());
  }

  private static @Nullable Long cap(@Nullable Integer typed) {
    return typed == null ? null : typed.longValue();
  }

  private Set<UUID> chosenSites() {
    Set<UUID> ids = new HashSet<>();
    places.getValue().forEach(site -> ids.add(site.id()));
    return ids;
  }
}
