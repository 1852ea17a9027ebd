package io.washa.testing;

import java.util.TimeZone;
import org.springframework.boot.autoconfigure.SpringBootApplication;
import org.springframework.boot.persistence.autoconfigure.EntityScan;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.ComponentScan;
import org.springframework.data.jpa.repository.config.EnableJpaRepositories;
import org.springframework.scheduling.annotation.EnableScheduling;
import org.springframework.scheduling.concurrent.ThreadPoolTaskScheduler;

/** The core as an application of its own, without the subscriber's and staff's pages. */
@SpringBootApplication
@ComponentScan("io.washa")
@EntityScan("io.washa")
@EnableJpaRepositories("io.washa")
@EnableScheduling
class CorePlatform {
  @Bean
  ThreadPoolTaskScheduler taskScheduler() {
    ThreadPoolTaskScheduler scheduler = new ThreadPoolTaskScheduler();
    scheduler.setPoolSize(4);
    return scheduler;
  }

  static {
    TimeZone.setDefault(TimeZone.getTimeZone("UTC"));
  }
}
