package io.washa.demo.seed;

import io.washa.identity.Organizations;
import io.washa.identity.Organizations.Person;
import io.washa.identity.Staff;
import io.washa.identity.StaffRole;
import io.washa.tenancy.Tenant;
import io.washa.tenancy.TenantContext;
import io.washa.tenancy.Tenants;
import java.util.List;
import org.springframework.stereotype.Component;

/** The people who work for the demo's ISPs, and some whom nobody lets in. */
@Component
public class DemoStaff {
  /** Everybody's password. */
  public static final String PASSWORD = "washa-demo";

  /** A member of both ISPs' staff. */
  public static final String BOTH = "both@washa.demo";

  /** Somebody with an account and nothing else. */
  public static final String NOBODY = "nobody@washa.demo";

  private final Tenants tenants;
  private final Organizations organizations;
  private final Staff staff;

  DemoStaff(Tenants tenants, Organizations organizations, Staff staff) {
    this.tenants = tenants;
    this.organizations = organizations;
    this.staff = staff;
  }

  /** The address of an ISP's owner. */
  public static String owner(DemoIsp isp) {
    return "owner@" + isp.slug() + ".demo";
  }

  /** The address of an ISP's cashier. */
  public static String cashier(DemoIsp isp) {
    return "cashier@" + isp.slug() + ".demo";
  }

  /** Makes the ISPs' organisations and the people's accounts; what is there is left alone. */
  void takeOn() {
    List<Person> owners =
        List.of(new Person("Wanjiru", "Kamau", ""), new Person("Kiprono", "Cheruiyot", ""));
    List<Person> cashiers =
        List.of(new Person("Akinyi", "Odhiambo", ""), new Person("Mumbua", "Mutiso", ""));
    for (int i = 0; i < DemoIsp.all().size(); i++) {
      DemoIsp isp = DemoIsp.all().get(i);
      Tenant tenant = tenants.findBySlug(isp.slug()).orElseThrow();
      employ(tenant, at(owners.get(i), owner(isp)), StaffRole.OWNER);
      employ(tenant, at(cashiers.get(i), cashier(isp)), StaffRole.CASHIER);
      employ(tenant, new Person("Baraka", "Both", BOTH), StaffRole.MANAGER);
    }
    organizations.addAccount(new Person("Nia", "Nobody", NOBODY), PASSWORD);
  }

  private void employ(Tenant tenant, Person person, StaffRole role) {
    organizations.addMember(tenant.id(), person, PASSWORD);
    TenantContext.run(
        tenant.id(),
        () -> staff.enter(person.firstName() + " " + person.lastName(), person.email(), role));
  }

  private static Person at(Person person, String email) {
    return new Person(person.firstName(), person.lastName(), email);
  }
}
