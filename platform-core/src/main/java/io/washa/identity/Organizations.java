package io.washa.identity;

import io.washa.tenancy.Tenant;
import io.washa.tenancy.TenantId;
import io.washa.tenancy.Tenants;
import jakarta.ws.rs.ProcessingException;
import jakarta.ws.rs.WebApplicationException;
import jakarta.ws.rs.core.Response;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import org.keycloak.admin.client.resource.OrganizationResource;
import org.keycloak.admin.client.resource.RealmResource;
import org.keycloak.representations.idm.CredentialRepresentation;
import org.keycloak.representations.idm.OrganizationRepresentation;
import org.keycloak.representations.idm.UserRepresentation;
import org.springframework.stereotype.Component;

/**
 * The ISPs' organisations at Keycloak, one for each tenant. Every call may take as long as Keycloak
 * does; none belongs into a transaction.
 */
@Component
public class Organizations {
  private static final String TENANT = "tenant_id";
  private static final int CONFLICT = 409;

  private final KeycloakAdmin keycloak;
  private final Tenants tenants;

  Organizations(KeycloakAdmin keycloak, Tenants tenants) {
    this.keycloak = keycloak;
    this.tenants = tenants;
  }

  /**
   * Makes a tenant's organisation and notes it in the directory; what was made before is taken up.
   *
   * @return its id at Keycloak
   * @throws KeycloakAwayException if Keycloak cannot be asked
   */
  public String createFor(TenantId id) {
    Tenant tenant = tenants.get(id);
    String organization = ask(realm -> find(realm, id).orElseGet(() -> make(realm, tenant)));
    tenants.linkOrganization(id, organization);
    return organization;
  }

  /**
   * Makes a person a member of a tenant's organisation, with an account if there is none yet.
   *
   * @param password of a new account; an account that exists keeps its own
   * @throws KeycloakAwayException if Keycloak cannot be asked
   */
  public void addMember(TenantId id, Person person, String password) {
    String organization = createFor(id);
    ask(realm -> {
      String user = account(realm, person, password);
      try (Response answer = realm.organizations().get(organization).members().addMember(user)) {
        refuseUnless(answer.getStatus() < 300 || answer.getStatus() == CONFLICT, answer);
      }
      return user;
    });
  }

  /**
   * Has Keycloak send a person a mail with a link that makes an account and a member.
   *
   * @throws KeycloakAwayException if Keycloak cannot be asked, or cannot send mail
   */
  public void invite(TenantId id, Person person) {
    String organization = createFor(id);
    ask(realm -> {
      OrganizationResource resource = realm.organizations().get(organization);
      try (Response answer =
          resource.members().inviteUser(person.email(), person.firstName(), person.lastName())) {
        refuseUnless(answer.getStatus() < 300 || answer.getStatus() == CONFLICT, answer);
      }
      return organization;
    });
  }

  /** Somebody to be known at Keycloak. */
  public record Person(String firstName, String lastName, String email) {}

  /**
   * Makes an account that belongs to no organisation yet; one that exists is left as it is.
   *
   * @throws KeycloakAwayException if Keycloak cannot be asked
   */
  public void addAccount(Person person, String password) {
    ask(realm -> account(realm, person, password));
  }

  private static Optional<String> find(RealmResource realm, TenantId id) {
    List<OrganizationRepresentation> found =
        realm.organizations().searchByAttribute(TENANT + ":" + id.value());
    return found.stream().map(OrganizationRepresentation::getId).findFirst();
  }

  private static String make(RealmResource realm, Tenant tenant) {
    OrganizationRepresentation wanted = new OrganizationRepresentation();
    // The name is unique at Keycloak, and an alias can never be changed; ISPs' names are neither.
    wanted.setName(tenant.slug());
    wanted.setAlias(tenant.slug());
    wanted.setDescription(tenant.name());
    wanted.setEnabled(true);
    wanted.setAttributes(Map.of(TENANT, List.of(Long.toString(tenant.id().value()))));
    try (Response answer = realm.organizations().create(wanted)) {
      if (answer.getStatus() == CONFLICT) {
        // Another pod was quicker.
        return find(realm, tenant.id())
            .orElseThrow(() ->
                new IllegalStateException(
                    "the organisation " + tenant.slug() + " is there, but not this tenant's"));
      }
      refuseUnless(answer.getStatus() < 300, answer);
      return created(answer);
    }
  }

  private static String account(RealmResource realm, Person person, String password) {
    String email = person.email().strip().toLowerCase(Locale.ROOT);
    List<UserRepresentation> known = realm.users().searchByEmail(email, true);
    if (!known.isEmpty()) {
      return known.getFirst().getId();
    }
    CredentialRepresentation secret = new CredentialRepresentation();
    secret.setType(CredentialRepresentation.PASSWORD);
    secret.setValue(password);
    UserRepresentation user = new UserRepresentation();
    user.setUsername(email);
    user.setEmail(email);
    user.setEmailVerified(true);
    user.setFirstName(person.firstName());
    user.setLastName(person.lastName());
    user.setEnabled(true);
    user.setCredentials(List.of(secret));
    try (Response answer = realm.users().create(user)) {
      refuseUnless(answer.getStatus() < 300, answer);
      return created(answer);
    }
  }

  private static String created(Response answer) {
    String path = answer.getLocation().getPath();
    return path.substring(path.lastIndexOf('/') + 1);
  }

  private static void refuseUnless(boolean well, Response answer) {
    if (!well) {
      throw new WebApplicationException(answer.getStatus());
    }
  }

  private <T> T ask(Function<RealmResource, T> question) {
    try {
      return question.apply(keycloak.realm());
    } catch (ProcessingException | WebApplicationException e) {
      throw new KeycloakAwayException("Keycloak: " + e.getMessage(), e);
    }
  }
}
