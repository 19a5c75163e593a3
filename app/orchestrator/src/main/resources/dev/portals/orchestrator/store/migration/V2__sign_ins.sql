-- What belongs to one attempt to sign in, or came from one code, is looked for at every sign-in.
CREATE INDEX authorization_codes_sign_in ON authorization_codes (sign_in_id);
CREATE INDEX access_tokens_sign_in ON access_tokens (sign_in_id);
CREATE INDEX access_tokens_code ON access_tokens (code_hash);
