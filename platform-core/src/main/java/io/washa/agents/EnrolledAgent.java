package io.washa.agents;

import io.washa.tenancy.TenantId;
import java.util.UUID;

/** Whom the platform knows by its key: the agent of a tenant's site. */
record EnrolledAgent(UUID id, TenantId tenant, UUID site) {}
