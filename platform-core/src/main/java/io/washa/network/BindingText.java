package io.washa.network;

import io.washa.customers.Customers;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Reads what a person typed of devices and addresses. */
sealed interface BindingText {
  /** It makes sense. */
  record Understood(Customers.Binding binding) implements BindingText {}

  /** It does not. */
  record Wrong(Bindings.Problem why, String what) implements BindingText {}

  /** Reads it; a device named twice counts once. */
  static BindingText read(Bindings.Typed typed) {
    Optional<String> address = Ipv4.parse(typed.address());
    Optional<String> mac = MacAddress.parse(typed.mac()).map(MacAddress::text);
    if (address.isEmpty() && !typed.address().isBlank()) {
      return new Wrong(Bindings.Problem.ADDRESS_UNREADABLE, typed.address().strip());
    } else if (mac.isEmpty() && !typed.mac().isBlank()) {
      return new Wrong(Bindings.Problem.MAC_UNREADABLE, typed.mac().strip());
    }
    List<String> alwaysIn = new ArrayList<>();
    for (String device : typed.alwaysIn()) {
      Optional<MacAddress> read = MacAddress.parse(device);
      if (read.isEmpty()) {
        return new Wrong(Bindings.Problem.MAC_UNREADABLE, device.strip());
      } else if (!alwaysIn.contains(read.get().text())) {
        alwaysIn.add(read.get().text());
      }
    }
    return new Understood(new Customers.Binding(address.orElse(null), mac.orElse(null), alwaysIn));
  }
}
