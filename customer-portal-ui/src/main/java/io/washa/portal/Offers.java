package io.washa.portal;

import java.util.List;
import java.util.Optional;
import java.util.UUID;

/** What the bound tenant sells. */
public interface Offers {
  /** The plans on sale, in the order the ISP shows them. */
  List<Offer> onSale();

  /** The plan with this id, whether on sale or not. */
  Optional<Offer> find(UUID plan);
}
