-- Run after each migration of a tenant's schema, with its role for ${role} and its schema for ${schema}.
GRANT USAGE ON SCHEMA ${schema} TO ${role};
GRANT SELECT, INSERT, UPDATE, DELETE ON ALL TABLES IN SCHEMA ${schema} TO ${role};
GRANT USAGE ON ALL SEQUENCES IN SCHEMA ${schema} TO ${role};
-- Books, and what Safaricom said, are never rewritten.
REVOKE UPDATE, DELETE ON journal_entry, posting, callback, callback_settled, payment_application, audit FROM ${role};
REVOKE UPDATE, DELETE ON closed_month FROM ${role};
REVOKE DELETE ON payment, claim, self_test, mpesa_line, daraja_request, till, payment_intent, wallet, access_change FROM ${role};
REVOKE INSERT, UPDATE, DELETE ON databasechangelog FROM ${role};
-- An issued document stays as it is, apart from what eTIMS answers; a settled invoice stays settled.
REVOKE UPDATE, DELETE ON document, settlement FROM ${role};
GRANT UPDATE (etims_state, etims_control, etims_link, etims_error, etims_at) ON document TO ${role};
REVOKE DELETE ON tax_rate, seller FROM ${role};
REVOKE INSERT, DELETE ON document_series FROM ${role};
-- What was asked for stays as it was asked; only the decision is added.
REVOKE UPDATE, DELETE ON approval, till_move FROM ${role};
GRANT UPDATE (state, decided_by, decided_at, answer) ON approval TO ${role};
REVOKE DELETE ON bank_receipt, discount FROM ${role};
REVOKE INSERT, UPDATE, DELETE ON outage FROM ${role};
