package io.washa.demo;

import io.washa.demo.seed.DemoIsp;
import io.washa.demo.seed.DemoStaff;
import io.washa.demo.seed.People;
import io.washa.servers.Keycloak;

/** What the demo tells the person who started it: where to look, and who is who. */
record Guide(Ports ports, People people) {

  String text() {
    StringBuilder text = new StringBuilder();
    for (DemoIsp isp : DemoIsp.all()) {
      text.append(
          "  %-22s http://%s.localhost:%d/%n"
              .formatted(isp.name() + "'s portal", isp.slug(), ports.platform()));
    }
    text.append(
        """
          The ISPs' desk         http://localhost:%d/admin   (people below)
          The virtual phone      http://localhost:%d/phone
          Keycloak               http://localhost:%d   %s / %s
          PostgreSQL             jdbc:postgresql://127.0.0.1:%d/washa   postgres / postgres
          Redis                  redis://127.0.0.1:%d
          Agent hub              http://127.0.0.1:%d/health

          Router                 API           control                  user / password
        """
            .formatted(
                ports.platform(),
                ports.daraja(),
                ports.servers().keycloak(),
                Keycloak.ADMINISTRATOR,
                Keycloak.PASSWORD,
                ports.servers().postgres(),
                ports.servers().redis(),
                ports.hub()));
    for (DemoIsp isp : DemoIsp.all()) {
      for (DemoIsp.Site site : isp.sites()) {
        text.append(
            "  %-22s 127.0.0.1:%d http://127.0.0.1:%d/control/state  %s / %s%n"
                .formatted(
                    isp.slug() + ", " + site.name(),
                    ports.routers().get(site.router()),
                    ports.controls().get(site.router()),
                    DemoIsp.ROUTER_USER,
                    DemoIsp.ROUTER_PASSWORD));
      }
    }
    text.append(
        "\n  Subscriber             ISP      phone         account  PPPoE user / password\n");
    for (People.Person person : people.people()) {
      text.append(
          "  %-22s %-8s 0%-12s %-8s %s / %s%n"
              .formatted(
                  person.name(),
                  person.isp(),
                  person.phone().substring(3),
                  person.account(),
                  person.username(),
                  person.password()));
    }
    text.append(
        "\n  Staff                  sees               password of all: %s%n"
            .formatted(DemoStaff.PASSWORD));
    for (DemoIsp isp : DemoIsp.all()) {
      text.append("  %-22s everything of %s%n".formatted(DemoStaff.owner(isp), isp.name()));
      text.append("  %-22s money of %s%n".formatted(DemoStaff.cashier(isp), isp.name()));
    }
    for (People.Door door : people.doors()) {
      String mac = "02:00:00:00:00:01";
      String ip = door.address().replaceFirst("\\.1$", ".20");
      text.append(
          """

            A phone on %s's Wi-Fi (join, then open the page its router would send it to):
            curl -d '{"mac":"%s","ip":"%s"}' http://127.0.0.1:%d/control/dial
            http://%s.localhost:%d%s
          """
              .formatted(
                  door.isp(),
                  mac,
                  ip,
                  ports.controls().get(door.router()),
                  door.isp(),
                  ports.platform(),
                  door.captivePath(mac, ip)));
    }
    DemoIsp first = DemoIsp.all().getFirst();
    text.append(
        """

          Try it: open http://%s.localhost:%d/, choose a plan, type %s's phone,
          then open the virtual phone and type any PIN but 0000.
          PayBills: %s of %s, %s of %s.  Ctrl-C ends the demo.
        """
            .formatted(
                first.slug(),
                ports.platform(),
                people.of(first.slug()).getFirst().name(),
                first.shortcode(),
                first.name(),
                DemoIsp.all().getLast().shortcode(),
                DemoIsp.all().getLast().name()));
    return text.toString();
  }
}
