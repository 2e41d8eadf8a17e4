"""Why an act on a conversation is refused: what, why, and what now. By the words of hub.threads.guards."""

from django.utils.translation import gettext_lazy as _

from hub.base.results import Text

CONSENT = "UNTOC 18(5), 18(19)"
REASONS: dict[str, Text] = {
    "not_member": _("Your focal point is not on this conversation. Ask a member to admit it."),
    "left": _("Your focal point has left this conversation. A member can admit it again."),
    "closed": _("The conversation is closed. Open it again first."),
    "not_closed": _("The conversation is open already."),
    "last_one": _("Your focal point is the last one here. Close the conversation instead."),
    "own_post_missing": _("Your own focal point must be among the members."),
    "mention_outside": _("Only members of the conversation can be named. Admit the focal point first."),
    "no_such_message": _("There is no such message here that you can open. Load the conversation again."),
    "not_yours": _("Only the focal point that wrote a message corrects or withdraws it."),
    "withdrawn": _("The message has been withdrawn. Write a new one."),
    "used_number": _("This number is in use already. Make a new one and sign again."),
    "task_outside": _("A task is given to a member of the conversation. Admit the focal point first."),
    "no_such_task": _("There is no such task on this conversation."),
    "not_your_task": _("Only who gave the task, and who is to do it, say how it stands."),
    "task_stands_so": _("The task stands so already. Load the conversation again."),
    "no_time": _("The moment until which answers are wanted has passed. Choose a later one."),
    "no_such_poll": _("There is no such search for a date on this conversation."),
    "poll_over": _("The date is fixed, or the time for answers has passed. Propose dates anew."),
    "not_your_poll": _("Only who proposed the dates fixes one of them."),
    "no_proposal_needed": _("On this conversation any member admits others. No proposal is needed."),
    "proposed_already": _("This focal point is proposed already. Answer that proposal."),
    "on_it_already": _("This focal point is on the conversation already."),
    "full": _("A conversation has at most 25 members. Begin another one for further focal points."),
    "no_such_proposal": _("There is no such proposal on this conversation."),
    "proposal_over": _("The proposal has ended. Make a new one if it is still wanted."),
    "own_proposal": _("Your own country made this proposal. The other countries answer it."),
    "answered": _("This has been answered. An answer is given once."),
    "proposal_first": _("On this conversation every country must agree first. Propose the focal point."),
    "not_your_proposal": _("Only who proposed the focal point admits it."),
    "other_than_proposed": _("Admit the focal point that was agreed on, and share no more than was agreed."),
    "not_agreed": _("Not every country on the conversation has agreed yet. Wait for their answers."),
    "says_otherwise": _(
        "The members, the rule or the requests differ from those of the conversation. Load it again."
    ),
    "shared_already": _("The focal point can open one of these messages already. Leave it out."),
    "handling_share": _(
        "One of these messages may not be passed on without its owner's consent. Ask for consent first, or "
        "leave it out."
    ),
    "linked": _("This request is linked already."),
    "your_own": _("These are your own messages. You need nobody's consent for them."),
    "owner_left": _("The owner has left the conversation. Ask in a new conversation with it."),
    "no_consent_needed": _("None of these messages needs consent for that, or consent was given already."),
    "no_such_ask": _("Nobody has asked for this consent here."),
    "not_your_items": _("Only the owner of the messages gives or denies consent."),
    "no_key_seat": _("Only officers who hold a key of this focal point take part in conversations."),
    "secretariat": _("Conversations are between focal points of States. Choose those of States only."),
    "no_such_post": _("One of the members is not in the directory. Choose focal points from it."),
    "no_key": _("One of these focal points has no keys yet. Ask it to finish joining."),
    "request_unseen": _("There is no such request that your focal point can see."),
}
SOURCES = {"handling_share": CONSENT, "no_consent_needed": CONSENT, "not_your_items": CONSENT}
