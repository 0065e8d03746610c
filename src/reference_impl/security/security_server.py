"""RACF as one system runs it: its class options, its RACLIST copies, its decisions and token services.

Knows nothing of stacks and sockets. Several systems may share one database; each has copies of its own.
"""

from reference_impl.security.access import Access, SafReturnCode
from reference_impl.security.check_sequence import Decision, Question, decide
from reference_impl.security.database import Database
from reference_impl.security.identity import UNDEFINED, Identity
from reference_impl.security.profile import ProfileSet
from reference_impl.security.profile_name import checked_resource
from reference_impl.security.refusal import NotAuthorized, NotDefined
from reference_impl.security.resource_class import CLASSES, resource_class
from reference_impl.security.rules import STANDARD, SecurityRules
from reference_impl.security.security_domain import DOMAIN_CLASS, DOMAIN_PROFILE, SecurityDomain
from reference_impl.security.user import UNDEFINED_USER, User, checked_id
from reference_impl.security.utoken import FOREIGN_MASK, Utoken


class SecurityServer:
    """At the start every class that requires RACLIST is active and RACLISTed, and GRPLIST is active.

    RACLIST copies are made at construction: fill the database first, or refresh. Source of the start
    settings: the labs' definition for SERVAUTH, our choice for the rest.
    """

    def __init__(self, system_name: str, database: Database, rules: SecurityRules = STANDARD) -> None:
        self.system_name = system_name
        self.database = database
        self.rules = rules
        self.racf_active = True
        self.grplist = True
        self._active = set(CLASSES)
        self._copies: dict[str, ProfileSet] = {
            name: database.profiles(name)
            for name, descriptor in CLASSES.items()
            if descriptor.raclist_required
        }

    # SETROPTS

    def set_active(self, resource_class_name: str, active: bool) -> None:
        """SETROPTS CLASSACT(class) or NOCLASSACT.

        Raises:
            NotDefined: no such class.
        """
        name = resource_class(resource_class_name).name
        (self._active.add if active else self._active.discard)(name)

    def set_raclist(self, resource_class_name: str, raclist: bool) -> None:
        """SETROPTS RACLIST(class), which keeps a copy that is there already, or NORACLIST.

        Raises:
            NotDefined: no such class.
        """
        name = resource_class(resource_class_name).name
        if raclist:
            self._copies.setdefault(name, self.database.profiles(name))
        else:
            self._copies.pop(name, None)

    def set_grplist(self, active: bool) -> None:
        """SETROPTS GRPLIST or NOGRPLIST."""
        self.grplist = active

    def set_racf_active(self, active: bool) -> None:
        """RVARY ACTIVE or INACTIVE."""
        self.racf_active = active

    def refresh(self, resource_class_name: str) -> None:
        """SETROPTS RACLIST(class) REFRESH: take a new copy.

        Raises:
            NotDefined: no such class, or it is not RACLISTed here.
        """
        name = resource_class(resource_class_name).name
        if name not in self._copies:
            raise NotDefined(f"class {name}", f"is not RACLISTed on {self.system_name}")
        self._copies[name] = self.database.profiles(name)

    # Decisions

    def check(
        self, identity: Identity, resource_class_name: str, resource: str, access: Access = Access.READ
    ) -> SafReturnCode:
        """RACROUTE REQUEST=AUTH.

        Raises:
            Malformed: the resource name.
        """
        return self.decision(identity, resource_class_name, resource, access).return_code

    def decision(
        self, identity: Identity, resource_class_name: str, resource: str, access: Access
    ) -> Decision:
        """Like `check`, with the reason.

        Raises:
            Malformed: the resource name.
        """
        question = Question(
            identity=identity,
            resource=checked_resource(resource),
            access=access,
            racf_active=self.racf_active,
            class_active=resource_class_name in self._active,
            grplist=self.grplist,
            descriptor=CLASSES.get(resource_class_name),
            profiles=self._profiles(resource_class_name),
        )
        return decide(question, self.rules)

    def partnerinfo_permitted(self, identity: Identity, tcpprocname: str) -> bool:
        """Whether SERVAUTH lets the identity retrieve partner credentials from this stack."""
        resource = self.rules.partnerinfo_resource(self.system_name, tcpprocname)
        result = self.check(identity, "SERVAUTH", resource, self.rules.partnerinfo_access)
        if result is SafReturnCode.NO_DECISION:
            return self.rules.no_decision_permits
        return result is SafReturnCode.PERMITTED

    def appldata(self, resource_class_name: str, profile: str) -> str | None:
        """APPLDATA of the profile of exactly this name, from the RACLIST copy if there is one.

        None: no such profile, RACF or the class is inactive, or it must be RACLISTed and is not
        (our choice: as if nothing were defined).
        """
        profiles = self._profiles(resource_class_name)
        if profiles is None or not self.racf_active or resource_class_name not in self._active:
            return None
        found = profiles.named(profile)
        return None if found is None else found.appldata

    def security_domain(self) -> SecurityDomain:
        """The domain this system is in now, the undefined one if EZBDOMAIN names none."""
        appldata = self.appldata(DOMAIN_CLASS, DOMAIN_PROFILE)
        return SecurityDomain.of(appldata, self.rules.domain_name, self.rules.longest_appldata)

    def _profiles(self, resource_class_name: str) -> ProfileSet | None:
        descriptor = CLASSES.get(resource_class_name)
        if descriptor is None:
            return None
        copy = self._copies.get(descriptor.name)
        if copy is not None:
            return self.rules.profiles_seen(copy, self.database.profiles(descriptor.name))
        return None if descriptor.raclist_required else self.database.profiles(descriptor.name)

    # Environments and tokens

    def identity(self, user: str) -> Identity:
        """REQUEST=VERIFY for a program started under this user ID; unknown users become undefined (`*`).

        Raises:
            Malformed: the user ID breaks the naming rules (`*` and the empty one: undefined).
        """
        if user in {"", UNDEFINED_USER}:
            return UNDEFINED
        known = self.database.user(checked_id(user))
        return UNDEFINED if known is None else Identity.of(known)

    def utoken(self, identity: Identity) -> Utoken:
        """The identity's UTOKEN in external form."""
        return Utoken.of(self.rules.token_values(identity))

    def tokenxtr(self, identity: Identity) -> bytes:
        """REQUEST=TOKENXTR: the identity's UTOKEN in internal form, 80 bytes."""
        return self.utoken(identity).internal(self.rules.mask)

    def tokenmap(self, data: bytes) -> Utoken:
        """REQUEST=TOKENMAP from internal to external form.

        Raises:
            TokenRefused: not an internal form that this security product made.
        """
        return self.rules.tokenmap(data, self.rules.mask)

    def login(self, data: bytes, authorized: bool) -> Identity:
        """REQUEST=VERIFY with a UTOKEN in internal form and no password.

        `authorized`: the program is APF authorized or in supervisor state. User and group must be known
        here; attributes come from this system's database, not from the token (our choice).

        Raises:
            NotAuthorized: the program is not authorized.
            TokenRefused: as `tokenmap`.
            NotDefined: the token's user is not defined here or not connected to the token's group.
        """
        if not self.rules.login_permitted(authorized):
            raise NotAuthorized("RACROUTE REQUEST=VERIFY", "needs APF authorization or supervisor state")
        fields = Utoken.from_internal(data, self.rules.mask).fields()
        user, group = fields["TOKUSER"], fields["TOKGRUP"]
        known = self.database.user(user)
        if known is None:
            raise NotDefined(f"user {user}", f"is not defined in database {self.database.name}")
        if group not in known.groups:
            raise NotDefined(f"group {group}", f"user {user} is not connected to it")
        return self.rules.environment(known, group)

    def foreign_token(self, user: str) -> bytes:
        """A UTOKEN for this user in the internal form of another security product.

        For a user known here it differs from this product's own token in the form alone.

        Raises:
            Malformed: the user ID.
        """
        known = self.database.user(user) or User(user)
        return self.utoken(Identity.of(known)).internal(FOREIGN_MASK)
