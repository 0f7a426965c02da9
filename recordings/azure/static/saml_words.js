// The labels of the SAML blade: today's, and those of the time when the guide was written.

const TODAY = {
  bladeTitle: (name) => `${name} | SAML-based Sign-on`,
  heading: "Set up Single Sign-On with SAML",
  card1: "Basic SAML Configuration",
  card2: "Attributes & Claims",
  card3: "SAML Certificates",
  card4: (name) => `Set up ${name}`,
  card5: (name) => `Test single sign-on with ${name}`,
  linkWith: "You'll need to configure the application to link with Microsoft Entra ID.",
  entraIdentifier: "Microsoft Entra Identifier",
};

const GUIDE = {
  ...TODAY,
  bladeTitle: (name) => `${name} - Single sign-on`,
  card2: "User Attributes & Claims",
  card3: "SAML Signing Certificate",
  card5: (name) => `Validate single sign-on with ${name}`,
  linkWith: "You'll need to configure the application to link with Azure AD.",
  entraIdentifier: "Azure AD Identifier",
};

export function words(wording) {
  return wording === "guide" ? GUIDE : TODAY;
}

export const IDENTIFIER = "Identifier (Entity ID)";
export const REPLY_URL = "Reply URL (Assertion Consumer Service URL)";
