package io.washa.portal.web;

import io.washa.tenancy.Secrets;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import org.springframework.boot.SpringBootConfiguration;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.data.jpa.autoconfigure.DataJpaRepositoriesAutoConfiguration;
import org.springframework.boot.hibernate.autoconfigure.HibernateJpaAutoConfiguration;
import org.springframework.boot.jdbc.autoconfigure.DataSourceAutoConfiguration;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.ComponentScan;

/** The portal alone, on ports filled from memory. */
@SpringBootConfiguration(proxyBeanMethods = false)
@ComponentScan(basePackageClasses = PortalServer.class)
@EnableAutoConfiguration(
    exclude = {
      DataSourceAutoConfiguration.class,
      HibernateJpaAutoConfiguration.class,
      DataJpaRepositoriesAutoConfiguration.class
    })
class PortalServer {
  @Bean
  PortalWorld world() {
    return new PortalWorld();
  }

  @Bean
  Clock clock() {
    return Clock.systemUTC();
  }

  @Bean
  Secrets secrets() throws IOException {
    Path keyset = Files.createTempDirectory("portal").resolve("keyset.json");
    Secrets.createKeyset(keyset);
    return Secrets.fromKeyset(keyset);
  }
}
