package io.washa.catalog;

import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.springframework.data.jpa.repository.Query;
import org.springframework.data.repository.Repository;

/** The tenant's plans. */
public interface Plans extends Repository<Plan, UUID> {
  /** The plan with this id. */
  Optional<Plan> findById(UUID id);

  /** The plans on sale, in the order the ISP shows them. */
  @Query("select p from Plan p where p.onSale order by p.position, p.price")
  List<Plan> onSale();

  /** All plans, in the order the ISP shows them, those off sale last. */
  @Query("select p from Plan p order by p.onSale desc, p.position, p.price")
  List<Plan> all();
}
