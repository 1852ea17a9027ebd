package io.washa.platform;

import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.SpringBootApplication;
import org.springframework.boot.persistence.autoconfigure.EntityScan;
import org.springframework.context.annotation.Bean;
import org.springframework.data.jpa.repository.config.EnableJpaRepositories;
import org.springframework.scheduling.annotation.EnableScheduling;
import org.springframework.scheduling.concurrent.ThreadPoolTaskScheduler;

/** The platform. Property {@code washa.roles} says which roles this process has; absent: all. */
@SpringBootApplication(scanBasePackages = "io.washa")
@EntityScan("io.washa")
@EnableJpaRepositories("io.washa")
@EnableScheduling
public class WashaApplication {

  /** Starts a process of the platform. */
  public static void main(String[] arguments) {
    SpringApplication.run(WashaApplication.class, arguments);
  }

  /**
   * Real threads for what happens at a fixed pace: Boot's scheduler for virtual threads has a
   * single one for fixed delays, and a slow look would hold up all others.
   */
  @Bean
  ThreadPoolTaskScheduler taskScheduler() {
    ThreadPoolTaskScheduler scheduler = new ThreadPoolTaskScheduler();
    scheduler.setPoolSize(6);
    scheduler.setThreadNamePrefix("pace-");
    return scheduler;
  }
}
