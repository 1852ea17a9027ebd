package io.washa.customers;

import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.springframework.data.jpa.repository.Query;
import org.springframework.data.repository.Repository;

/** The tenant's subscribers. */
public interface Subscribers extends Repository<Subscriber, UUID> {
  /** The subscriber with this id. */
  Optional<Subscriber> findById(UUID id);

  /** The subscriber with this account number. */
  @Query("select s from Subscriber s where s.accountNumber = :digits")
  Optional<Subscriber> findByAccountNumber(String digits);

  /** The subscribers reached at this number, twelve digits; a family may share one. */
  @Query("select s from Subscriber s where s.phone = :msisdn order by s.accountNumber")
  List<Subscriber> findByPhone(String msisdn);
}
