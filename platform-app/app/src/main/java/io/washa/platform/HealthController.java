package io.washa.platform;

import io.washa.tenancy.WorkerDatabase;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.dao.DataAccessException;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RestController;

/** Whether this process can work: it can if its database answers. Redis may be away. */
@RestController
class HealthController {
  private static final Logger log = LoggerFactory.getLogger(HealthController.class);

  private final WorkerDatabase database;

  HealthController(WorkerDatabase database) {
    this.database = database;
  }

  @GetMapping("/health")
  ResponseEntity<String> health() {
    try {
      database.jdbc().sql("SELECT 1").query(Integer.class).single();
      return ResponseEntity.ok("up");
    } catch (DataAccessException e) {
      log.warn("the database does not answer: {}", e.getMessage());
      return ResponseEntity.status(HttpStatus.SERVICE_UNAVAILABLE).body("down");
    }
  }
}
