package io.washa.customers;

import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.springframework.data.jpa.repository.Query;
import org.springframework.data.repository.Repository;

/** The tenant's services. */
public interface Services extends Repository<Service, UUID> {
  /** The service with this id. */
  Optional<Service> findById(UUID id);

  /** What a subscriber has, oldest first. */
  @Query("select s from Service s where s.subscriberId = :subscriber order by s.id")
  List<Service> ofSubscriber(UUID subscriber);
}
