/**
 * Every refusal a caller can meet: `extensions.code` in GraphQL, `error.code` on /auth, and the HTTP status that goes with it.
 * The sentence is the default message; a refusal may carry a more exact one. docs/errors.md lists the same codes (a test sees to it).
 */
export const errors = {
  UNAUTHENTICATED: { status: 401, sentence: 'Sign in again: this request carries no valid credential.' },
  FORBIDDEN: { status: 403, sentence: 'Your role does not allow this; ask an administrator of your provider.' },
  NOT_FOUND: { status: 404, sentence: 'There is no such record, or it is not yours to see; check the id.' },
  BAD_USER_INPUT: { status: 400, sentence: 'Correct the input and send it again.' },
  LIMIT_EXCEEDED: { status: 400, sentence: 'The document is too large; ask for less in one request.' },
  CONFLICT: { status: 409, sentence: 'Someone else changed this at the same moment; load it again and retry.' },
  TOO_MANY_REQUESTS: { status: 429, sentence: 'Too many attempts; wait and try again.' },
  UNAVAILABLE: { status: 503, sentence: 'The database cannot be reached or cannot write; nothing was changed. Try again shortly.' },
  INTERNAL: { status: 500, sentence: 'Something failed on our side; nothing was changed. Report the request id.' },

  WRONG_CREDENTIALS: { status: 401, sentence: 'E-mail address or master password is wrong; try again.' },
  CODE_REQUIRED: { status: 401, sentence: 'This account has two-step login: give a code of its authenticator or out of a mail, or the answer of a security key, too.' },
  WRONG_CODE: { status: 401, sentence: 'This code is wrong, or was used before; wait for the next one and try again.' },
  SECURITY_KEY_REFUSED: { status: 401, sentence: 'This security key was refused; try again with one of your keys, or in another way.' },
  SECOND_STEP_EXPIRED: { status: 401, sentence: 'The second step took too long; sign in again with the master password.' },
  REAUTH_REQUIRED: { status: 403, sentence: 'This needs a fresh proof that it is you: call `prove` for its purpose, then send this again.' },
  EMAIL_CHANGE_EXPIRED: { status: 409, sentence: 'These codes are too old, were tried too often, or the account has changed since; ask for new ones.' },
  ADDRESS_INVITED: { status: 409, sentence: 'Somewhere you belong has invited this address already; have that invitation withdrawn first.' },
  SET_UP_EXPIRED: { status: 409, sentence: 'This set-up was begun too long ago, or in another session; begin anew.' },
  TWO_STEP_MISSING: { status: 409, sentence: 'You have no two-step login yourself and would be locked out; set it up in your profile first.' },
  METHOD_EXISTS: { status: 409, sentence: 'The account has an authenticator already; remove it before you add another.' },
  SECURITY_KEY_LIMIT: { status: 409, sentence: 'The account has as many security keys as it may have; remove one that you no longer use.' },
  SESSION_ENDED: { status: 401, sentence: 'This session has ended; sign in again.' },
  KDF_OUT_OF_BOUNDS: { status: 400, sentence: 'The key derivation is outside its bounds; use PBKDF2 600,000 to 2,000,000, or Argon2id 2/16/1 to 10/1024/16.' },
  KDF_WEAKER: { status: 409, sentence: 'These numbers would make a guess at your master password cheaper than now; choose higher ones.' },
  SEALED_MALFORMED: { status: 400, sentence: 'A sealed value does not have the required form; seal it again with a current client.' },
  INVITATION_INVALID: { status: 400, sentence: 'This invitation is wrong, used, withdrawn or older than five days; ask for a new one.' },
  SETUP_CODE_REQUIRED: { status: 403, sentence: 'This takes the set-up code; open the address that the server printed at its start, or enter the code behind its #.' },
  INSTALLATION_NOT_EMPTY: { status: 409, sentence: 'This installation is already set up; sign in instead.' },
  ACCOUNT_EXISTS: { status: 409, sentence: 'This address already has an account; sign in, then accept the invitation.' },
  ALREADY_DONE: { status: 409, sentence: 'An earlier request with this key was carried out, and the secret it answered is not kept; revoke what it made, or choose a new key.' },
  IDEMPOTENCY_MISMATCH: { status: 409, sentence: 'This idempotency key was used with other input; choose a new key.' },

  CURSOR_MALFORMED: { status: 400, sentence: 'This is not a cursor of this list; start again without one.' },
  CURSOR_EXPIRED: { status: 410, sentence: 'The log no longer reaches back to this cursor; start again from the oldest one given.' },
  API_TOKEN_LIMIT: { status: 409, sentence: 'The provider has as many API tokens that work as it may have; revoke those that nobody uses.' },
  API_TOKEN_ENDED: { status: 409, sentence: 'This token has expired or was revoked; make a new one.' },
  ADDRESS_NOT_ALLOWED: { status: 403, sentence: 'This credential may not be used from where this came from; ask whoever gave it to you.' },
  SUBSCRIPTION_LIMIT: { status: 429, sentence: 'Too many subscriptions or sockets; close some and try again.' },

  SELF: { status: 409, sentence: 'You cannot do this to yourself; ask a colleague.' },
  WRONG_STATUS: { status: 409, sentence: 'The status of this person does not allow this step; load the list again.' },
  ROLE_ABOVE_OWN: { status: 403, sentence: 'You cannot grant or touch a role above your own; ask an owner or your provider.' },
  CUSTOM_ROLE_NEEDS_ENTERPRISE: { status: 409, sentence: 'Custom permissions need the Enterprise plan; choose another role.' },
  LAST_OWNER: { status: 409, sentence: 'A client keeps at least one confirmed owner; make someone else owner first.' },
  CLIENT_SUSPENDED: { status: 409, sentence: 'This client is suspended, so nothing is done with its people; a provider admin reactivates it first.' },
  CLIENT_LOOKED_AFTER: { status: 409, sentence: 'A provider looks after this client already; it lets it go first.' },
  NO_CONFIRMED_OWNER: { status: 409, sentence: 'Unlinking needs a confirmed owner among the client\'s own people; confirm one first.' },
  STILL_NEEDED: { status: 409, sentence: 'You are the last owner or provider admin somewhere; make somebody else one first.' },
  ADMIN_HAS_NO_SCOPE: { status: 409, sentence: 'Provider admins work for all clients at all hours; make this person a service user first.' },
  OUTSIDE_TECHNICIAN: { status: 409, sentence: 'Outside technicians hold no key and stay what they are; remove this person and invite them anew.' },
  CLIENT_GROUP_IN_USE: { status: 409, sentence: 'Somebody or a token is limited by this group, or a baseline is for it; change that first.' },
  LAST_PROVIDER_ADMIN: { status: 409, sentence: 'A provider keeps at least one confirmed provider admin; appoint another first.' },

  NO_MANAGER: { status: 409, sentence: 'A collection needs somebody who manages it; give a person or a group Manage.' },

  POLICY_NEEDS_ENTERPRISE: { status: 409, sentence: 'Policies need the Enterprise plan.' },
  POLICY_NEEDS_ANOTHER: { status: 409, sentence: 'This policy and another depend on each other; change the other first.' },
  SINGLE_ORGANIZATION: { status: 409, sentence: 'This person belongs to another company, which a policy does not allow; they must leave it first.' },
  TWO_STEP_REQUIRED: { status: 409, sentence: 'This person has no two-step login, which a policy of the client requires; they set it up in their profile first.' },
  RECOVERY_OFF: { status: 409, sentence: 'The client has not turned account recovery on; turn its policy on first.' },
  NOT_ENROLLED: { status: 409, sentence: 'This person has not enrolled in account recovery, so nobody can reset their master password; remove them and invite them anew.' },
  ENROLMENT_REQUIRED: { status: 409, sentence: 'The client asks everybody to stay enrolled in account recovery; ask an owner.' },
  ROTATION_INCOMPLETE: { status: 409, sentence: 'Not all that hangs on your keys came sealed anew, or something else beside it, so nothing was changed; load the page again.' },
  PASSWORD_CHANGE_REQUIRED: { status: 403, sentence: 'Your master password is a temporary one; choose your own first.' },

  NO_FREE_SEAT: { status: 409, sentence: 'There is no free seat; add seats or revoke someone first.' },
  AUTO_GROW_CEILING: { status: 409, sentence: 'The seats may not grow past the ceiling; raise the ceiling or revoke someone first.' },
  SEATS_BELOW_OCCUPIED: { status: 409, sentence: 'Seats cannot drop below those occupied; revoke or remove people first.' },
  CEILING_BELOW_SEATS: { status: 409, sentence: 'The ceiling cannot be below the seats already bought.' },
  SEAT_PURCHASE_NEEDS_ADMIN: { status: 403, sentence: 'This needs seats beyond those the provider has paid for; a provider admin must do it.' },
} as const

export type ErrorCode = keyof typeof errors

/** What a refusal carries beside its code: numbers and ids that help to act, never secrets. */
export type Facts = Record<string, unknown>
