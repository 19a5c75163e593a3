-- V1 stays as it is: there are installations of it (one is kept for the tests). What changes comes here.

-- The details of an invitation are those of the access without the ticket, which is as long as all the rest. Where there is
-- none here, it is still in the details.
ALTER TABLE invitations ADD COLUMN ticket TEXT;
DROP INDEX invitations_sender;
CREATE INDEX invitations_sender ON invitations (sender_id, created_at);
DROP INDEX invitations_recipient;
CREATE INDEX invitations_recipient ON invitations (recipient_key, state, expires_at);
DROP INDEX invitations_target;
CREATE INDEX invitations_target ON invitations (target_id, state, expires_at);
DROP INDEX invitations_accepted;
CREATE INDEX invitations_accepted ON invitations (accepted_by, state);

-- What belongs to one attempt to sign in, or came from one code, is looked for at every sign-in.
CREATE INDEX authorization_codes_sign_in ON authorization_codes (sign_in_id);
CREATE INDEX access_tokens_sign_in ON access_tokens (sign_in_id);
CREATE INDEX access_tokens_code ON access_tokens (code_hash);
