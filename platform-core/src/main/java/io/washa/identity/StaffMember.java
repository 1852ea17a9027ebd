package io.washa.identity;

import java.util.UUID;

/** A person of a tenant's staff. */
public record StaffMember(UUID id, String subject, String name, String email, StaffRole role) {}
